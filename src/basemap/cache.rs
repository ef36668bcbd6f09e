//! Keeps what was decoded last, within a budget of memory, for many threads. For this module only.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, PoisonError};

/// Least recently used entries go first when the budget is overrun.
#[derive(Debug)]
pub(super) struct Cache<K, V> {
    budget: usize,
    kept: Mutex<Kept<K, V>>,
}

#[derive(Debug)]
struct Kept<K, V> {
    entries: HashMap<K, Entry<V>>,
    clock: u64,
    weight: usize,
}

#[derive(Debug)]
struct Entry<V> {
    value: Arc<V>,
    weight: usize,
    used: u64,
}

impl<K: Eq + Hash + Copy, V> Cache<K, V> {
    /// A cache that holds entries of up to `budget` weight together (one entry always fits).
    pub(super) fn new(budget: usize) -> Self {
        Self {
            budget,
            kept: Mutex::new(Kept {
                entries: HashMap::new(),
                clock: 0,
                weight: 0,
            }),
        }
    }

    /// The entry, made by `make` (with its weight) where it is missing. Made outside of the lock: two
    /// threads may make the same one, and one of the two is kept.
    pub(super) fn get_or_make(&self, key: K, make: impl FnOnce() -> (V, usize)) -> Arc<V> {
        if let Some(found) = self.lock().get(key) {
            return found;
        }
        let (value, weight) = make();
        self.lock().insert(key, Arc::new(value), weight, self.budget)
    }

    /// Number of entries held.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.lock().entries.len()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept<K, V>> {
        // A thread that panicked while it held the lock left whole entries behind: go on with them.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<K: Eq + Hash + Copy, V> Kept<K, V> {
    fn get(&mut self, key: K) -> Option<Arc<V>> {
        self.clock += 1;
        let entry = self.entries.get_mut(&key)?;
        entry.used = self.clock;
        Some(Arc::clone(&entry.value))
    }

    fn insert(&mut self, key: K, value: Arc<V>, weight: usize, budget: usize) -> Arc<V> {
        if let Some(found) = self.get(key) {
            return found;
        }
        while self.weight + weight > budget {
            let Some(oldest) = self.entries.iter().min_by_key(|(_, e)| e.used).map(|(k, _)| *k) else {
                break;
            };
            if let Some(gone) = self.entries.remove(&oldest) {
                self.weight -= gone.weight;
            }
        }
        self.weight += weight;
        self.entries.insert(
            key,
            Entry {
                value: Arc::clone(&value),
                weight,
                used: self.clock,
            },
        );
        value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_stays_and_the_oldest_goes() {
        let cache = Cache::new(2);
        let made = |key: u32| cache.get_or_make(key, || (key * 10, 1));
        assert_eq!((*made(1), *made(2), *made(1)), (10, 20, 10));
        made(3);
        assert_eq!(cache.len(), 2);
        let mut remade = false;
        cache.get_or_make(2, || {
            remade = true;
            (20, 1)
        });
        assert!(remade, "2 was the oldest and had to go");
    }

    #[test]
    fn an_entry_larger_than_the_budget_is_still_handed_out() {
        let cache = Cache::new(1);
        assert_eq!(*cache.get_or_make(7, || (70, 100)), 70);
        assert_eq!(cache.len(), 1);
    }
}
