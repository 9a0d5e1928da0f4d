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

/// Whether a path lies in one of them as it is written. One that leads out of it again is not taken for that.
pub unsafe fn contains(path: &[u8]) -> bool {
    let (text, length) = &*LIST.0.get();
    let list = text.get(..*length).unwrap_or(&[]);
    // What comes after the last end of a line may be cut.
    let Some(end) = list.iter().rposition(|byte| *byte == b'\n') else { return false };
    list.get(..end).unwrap_or(&[]).split(|byte| *byte == b'\n').any(|directory| {
        let rest = path.strip_prefix(directory);
        !directory.is_empty()
            && rest.map_or(false, |rest| rest.is_empty() || (rest.first() == Some(&b'/') && !leads_up(rest)))
    })
}

fn leads_up(path: &[u8]) -> bool {
    path.split(|byte| *byte == b'/').any(|name| name == b"..")
}
