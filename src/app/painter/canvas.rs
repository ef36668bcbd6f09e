//! Collects the triangles of a picture in drawing order, as few meshes as clips and textures allow.
//! For the painter alone.

use eframe::egui;
use egui::epaint::Vertex;
use egui::{Color32, Mesh, Pos2, Rect, TextureId, Vec2};

/// Triangles that share a texture and a clip.
#[derive(Clone, Debug)]
pub(super) struct Batch {
    pub(super) clip: Rect,
    pub(super) mesh: Mesh,
}

/// Meshes in drawing order. Plain colour is drawn with whatever atlas page the last mesh used, as every
/// page is white in its corner: text and lines in turn stay one mesh.
pub(super) struct Canvas {
    batches: Vec<Batch>,
    page: TextureId,
}

impl Canvas {
    /// An empty canvas; `page` is one of the atlas, white at `(0, 0)`.
    pub(super) fn new(page: TextureId) -> Self {
        Self {
            batches: Vec::new(),
            page,
        }
    }

    /// The mesh that is drawn next with this texture.
    pub(super) fn textured(&mut self, clip: Rect, texture: TextureId) -> &mut Mesh {
        let goes_on = self
            .batches
            .last()
            .is_some_and(|last| last.clip == clip && last.mesh.texture_id == texture);
        if !goes_on {
            let mesh = Mesh::with_texture(texture);
            self.batches.push(Batch { clip, mesh });
        }
        let last = self.batches.len() - 1;
        &mut self.batches[last].mesh
    }

    /// The mesh that is drawn next with colour alone. `is_page` tells atlas pages from images.
    pub(super) fn plain(&mut self, clip: Rect, is_page: impl Fn(TextureId) -> bool) -> &mut Mesh {
        let texture = self
            .batches
            .last()
            .map(|last| last.mesh.texture_id)
            .filter(|&texture| is_page(texture))
            .unwrap_or(self.page);
        self.textured(clip, texture)
    }

    /// What was drawn, without meshes that stayed empty.
    pub(super) fn finish(self) -> Vec<Batch> {
        let mut batches = self.batches;
        batches.retain(|batch| !batch.mesh.indices.is_empty());
        batches
    }
}

/// Adds a corner of plain colour and gives its index.
pub(super) fn corner(mesh: &mut Mesh, at: Pos2, color: Color32) -> u32 {
    let index = next_index(mesh);
    mesh.vertices.push(Vertex::untextured(at, color));
    index
}

/// The index that the next corner will have.
pub(super) fn next_index(mesh: &Mesh) -> u32 {
    // A mesh of 4 thousand million corners would not fit into memory.
    u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX)
}

/// Adds an upright textured rectangle.
pub(super) fn quad(mesh: &mut Mesh, rect: Rect, uv: Rect, color: Color32) {
    mesh.add_rect_with_uv(rect, uv, color);
}

/// A vector turned a quarter anticlockwise on the picture (y down): the left of a direction.
pub(super) fn left_of(direction: Vec2) -> Vec2 {
    Vec2::new(direction.y, -direction.x)
}
