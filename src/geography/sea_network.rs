//! SCAFFOLD: replaced by branch sealanes.
#![allow(missing_docs)]
use super::*;
use serde::{Deserialize, Serialize};
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClosedPassages(std::collections::BTreeSet<String>);
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PassageId(pub String);
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("no route")]
pub struct NoRoute;
#[derive(Debug)]
pub struct SeaNetwork;
#[derive(Clone, Debug)]
pub struct SeaRoute {
    pub path: Vec<LonLat>,
    pub length: Meters,
    pub passages: Vec<PassageId>,
}
impl SeaNetwork {
    pub fn route(&self, _via: &[LonLat], _closed: &ClosedPassages) -> Result<SeaRoute, NoRoute> {
        Err(NoRoute)
    }
}
