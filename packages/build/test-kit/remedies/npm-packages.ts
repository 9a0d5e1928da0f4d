import type { RemedyCase } from './remedy-case'

// Faults of a package.json.

export const npmPackages: readonly RemedyCase[] = [
  [
    { 'package.json': '' },
    'EMPTY_PACKAGE_JSON',
    'write at least {"name": "…"}',
    { 'package.json': '{"name": "a"}' },
  ],
  [{ 'web/package.json': '\n' }, 'EMPTY_PACKAGE_JSON', 'or delete the file', { 'web/package.json': null }],
  [
    { 'package.json': '{\n  // ours\n  "name": "a",\n}' },
    'INVALID_JSON',
    'no comments and no trailing commas',
    { 'package.json': '{\n  "name": "a"\n}' },
  ],
  [
    { 'package.json': '{\n<<<<<<< a\n"name": "a"\n=======\n"name": "b"\n>>>>>>> b\n}' },
    'MERGE_CONFLICT',
    'keep one side and remove the <<<<<<<',
    { 'package.json': '{\n"name": "a"\n}' },
  ],
  [
    { 'package.json': '[]' },
    'INVALID_PACKAGE_JSON',
    'write at least {"name": "…"}',
    { 'package.json': '{"name": "a"}' },
  ],
]
