//! Directories of which nothing is noted: one a line, in the file `ignored` beside the logs.
use crate::bytes::Bytes;
use crate::{environment, kernel};
use core::cell::UnsafeCell;

const MOST: usize = 8192;

struct List(UnsafeCell<([u8; MOST], usize)>);
// Written before the program's own code runs.
unsafe impl Sync for List {}
static LIST: List = List(UnsafeCell::new(([0; MOST], 0)));

pub unsafe fn begin() {
    let mut path = Bytes::<4300>::new();
    path.add(environment::directory());
    path.add(b"/ignored");
    let opened = kernel::open_at(kernel::CURRENT_DIRECTORY, path.ended(), kernel::CLOSE_ON_EXEC, 0) as i32;
    if opened < 0 {
        return;
    }
    let (text, length) = &mut *LIST.0.get();
    *length = kernel::read_from(opened, 0, text);
    kernel::close(opened);
}

/// Whether nothing is noted of a path: it lies in one of the directories as it is written, or it is only looked at and a
/// line `?directory` names the one that it lies in.
pub unsafe fn contains(path: &[u8], is_looked_at: bool) -> bool {
    let (text, length) = &*LIST.0.get();
    let list = text.get(..*length).unwrap_or(&[]);
    // What comes after the last end of a line may be cut.
    let Some(end) = list.iter().rposition(|byte| *byte == b'\n') else { return false };
    list.get(..end).unwrap_or(&[]).split(|byte| *byte == b'\n').any(|line| match line.strip_prefix(b"?") {
        Some(directory) => is_looked_at && depth_in(path, directory) == Some(1),
        None => depth_in(path, line).is_some(),
    })
}

/// How many names a path goes down from a directory. None for one that does not lie in it, or leaves it on the way.
fn depth_in(path: &[u8], directory: &[u8]) -> Option<usize> {
    let rest = path.strip_prefix(directory)?;
    if directory.is_empty() || (!rest.is_empty() && rest.first() != Some(&b'/')) {
        return None;
    }
    let mut depth = 0usize;
    for name in rest.split(|byte| *byte == b'/') {
        match name {
            b"" | b"." => {}
            b".." => depth = depth.checked_sub(1)?,
            _ => depth += 1,
        }
    }
    Some(depth)
}
