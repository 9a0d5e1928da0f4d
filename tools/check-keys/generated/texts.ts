/** What edits add to files. */
export const MORE_PROSE = '\nMore of it.\n'
export const MORE_RUST = '\npub fn added_by_edit() -> u32 {\n    42\n}\n'
export const MORE_TYPESCRIPT = '\nexport const addedByEdit = 42\n'
