//! Text in fixed memory: what does not fit is remembered as such.
use core::ffi::c_char;
use core::mem::MaybeUninit;

extern "C" {
    fn strlen(text: *const c_char) -> usize;
}

/// The bytes of a C string, without its end.
pub unsafe fn of<'a>(text: *const c_char) -> &'a [u8] {
    if text.is_null() {
        &[]
    } else {
        core::slice::from_raw_parts(text as *const u8, strlen(text))
    }
}

pub struct Bytes<const N: usize> {
    memory: [MaybeUninit<u8>; N],
    length: usize,
    /// Whether something did not fit.
    pub is_cut: bool,
}

impl<const N: usize> Bytes<N> {
    pub const fn new() -> Self {
        Self { memory: [MaybeUninit::uninit(); N], length: 0, is_cut: false }
    }

    pub fn add(&mut self, text: &[u8]) {
        for byte in text {
            self.add_byte(*byte);
        }
    }

    pub fn add_byte(&mut self, byte: u8) {
        match self.memory.get_mut(self.length) {
            Some(at) => {
                at.write(byte);
                self.length += 1;
            }
            None => self.is_cut = true,
        }
    }

    /// So that it stays on one line.
    pub fn add_escaped(&mut self, text: &[u8]) {
        for byte in text {
            match byte {
                b'\\' => self.add(b"\\\\"),
                b'\n' => self.add(b"\\n"),
                _ => self.add_byte(*byte),
            }
        }
    }

    pub fn add_hex(&mut self, number: u64) {
        for shift in (0..16).rev() {
            let digit = (number >> (shift * 4)) as u8 & 15;
            self.add_byte(if digit < 10 { b'0' + digit } else { b'a' + digit - 10 });
        }
    }

    pub fn get(&self) -> &[u8] {
        // Everything below `length` was written.
        unsafe { core::slice::from_raw_parts(self.memory.as_ptr() as *const u8, self.length) }
    }

    /// As a C string; null where it does not fit.
    pub fn ended(&mut self) -> *const u8 {
        if self.length >= N {
            self.is_cut = true;
        }
        match self.memory.get_mut(self.length) {
            Some(at) if !self.is_cut => {
                at.write(0);
                self.memory.as_ptr() as *const u8
            }
            _ => core::ptr::null(),
        }
    }

    pub fn clear(&mut self) {
        self.length = 0;
        self.is_cut = false;
    }
}

/// The name in a path.
pub fn base_name(path: &[u8]) -> &[u8] {
    match path.iter().rposition(|byte| *byte == b'/') {
        Some(at) => path.get(at + 1..).unwrap_or(&[]),
        None => path,
    }
}
