//! Which libraries a program says that it needs.
use crate::kernel;
use crate::program::number_at;

/// A program header's entry, as far as it is asked here.
#[derive(Clone, Copy, Default)]
pub struct Segment {
    pub offset: usize,
    pub address: usize,
    pub length: usize,
}

const NEEDED: usize = 1;
const TEXT: usize = 5;

/// Whether a program needs the runtime of a sanitizer, which ends it where another library was loaded before.
///
/// @param segments where its parts are loaded @param dynamic what its loader is told
pub unsafe fn needs_sanitizer(opened: i32, segments: &[Segment], dynamic: Segment) -> bool {
    let mut table = [0u8; 2048];
    let length = dynamic.length.min(table.len());
    let read = kernel::read_from(opened, dynamic.offset, table.get_mut(..length).unwrap_or(&mut []));
    let rows = || (0..read / 16).map(|row| (number_at(&table, row * 16, 8), number_at(&table, row * 16 + 8, 8)));
    let Some((_, text)) = rows().find(|(tag, _)| *tag == TEXT) else { return false };
    let Some(segment) = segments.iter().find(|each| text.wrapping_sub(each.address) < each.length) else {
        return false;
    };
    let begin = text.wrapping_sub(segment.address).wrapping_add(segment.offset);
    rows().filter(|(tag, _)| *tag == NEEDED).any(|(_, at)| {
        let mut name = [0u8; 64];
        let read = kernel::read_from(opened, begin.wrapping_add(at), &mut name);
        is_sanitizer(name.get(..read).unwrap_or(&[]).split(|byte| *byte == 0).next().unwrap_or(&[]))
    })
}

/// `libasan.so.8`, `libclang_rt.asan-x86_64.so` and the like.
fn is_sanitizer(name: &[u8]) -> bool {
    name.starts_with(b"libclang_rt.") || (name.starts_with(b"lib") && name.windows(6).any(|part| part == b"san.so"))
}
