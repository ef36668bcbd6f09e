//! The ports of the network, by name, from `ports.csv`.

use super::SeaNetworkError;

/// A port that tracks reach.
#[derive(Clone, Debug, PartialEq)]
pub struct Port {
    /// Its id, such as `cam_ranh`.
    pub id: String,
    /// Its name in English.
    pub name: String,
    /// Other names and spellings that it is looked for by, former ones among them.
    pub aliases: Vec<String>,
    /// Its node in the network; the node's position is on the water off the port.
    pub(super) node: u32,
}

#[derive(serde::Deserialize)]
struct Row {
    id: String,
    name: String,
    #[serde(default)]
    aliases: String,
}

pub(super) fn read(bytes: &[u8], nodes: &[u32]) -> Result<Vec<Port>, SeaNetworkError> {
    let problem = |problem: String| SeaNetworkError::Table {
        table: "ports.csv",
        problem,
    };
    let rows: Vec<Row> = csv::Reader::from_reader(bytes)
        .deserialize()
        .collect::<Result<_, _>>()
        .map_err(|e| problem(e.to_string()))?;
    if rows.len() != nodes.len() {
        return Err(problem(format!(
            "{} ports, but the network has {}",
            rows.len(),
            nodes.len()
        )));
    }
    Ok(rows
        .into_iter()
        .zip(nodes)
        .map(|(row, &node)| Port {
            id: row.id,
            name: row.name,
            aliases: super::pieces(&row.aliases),
            node,
        })
        .collect())
}
