import type { Random } from './random'

/** Letters of every kind of script, of one to four bytes each, and what is no letter. */
const ALPHABETS = [
  'abcdefghijklmnopqrstuvwxyz',
  'ABCXYZabcxyz0123456789',
  'äöüßéèñçøåžşığ',
  'αβγδέώ',
  'жщыэюяЁ',
  'אבגדש',
  'ابتثجح',
  'कखगघङाि',
  'กขคงๆ้',
  'ქართული',
  'አማርኛ',
  '漢字仮名交り文',
  'ひらがなカタカナ',
  '한국어조선',
  'e\u0301a\u0308o\u0302', // decomposed
  '\uff5e\ufffd\ue000', // high in UTF-16, yet below the next
  '😀🦀𝒳𐍈👩\u200d👩\u200d👧',
  '\u202e\u200f\u200b\ufeff', // invisible
  ' \t\n\r\x01\x7f',
  '!"#$%&\'()*+,;<=>?@[\\]^`{|}~',
  '.-_',
]

const SPECIAL = ['...', '-', '--', '.git', '~nix~case~hack~1', 'CON', 'a.drv', 'x\\xff']

/** The name of a file, as bytes: words in every script, marks, dots, and bytes that are no text. */
export function hostileName(random: Random): Buffer {
  if (random.chance(0.05)) return Buffer.from(rawBytes(random, random.between(1, 12)))
  if (random.chance(0.03)) return Buffer.from('x'.repeat(random.between(200, 255)))
  if (random.chance(0.05)) return Buffer.from(random.pick(SPECIAL) ?? '')
  const name = hostileText(random, random.between(1, 10)).replaceAll('/', ':')
  return Buffer.from(name === '.' || name === '..' ? `${name}x` : name)
}

/** `length` characters of one or two scripts. */
export function hostileText(random: Random, length: number): string {
  const characters = [
    ...(random.pick(ALPHABETS) ?? ''),
    ...(random.chance(0.3) ? (random.pick(ALPHABETS) ?? '') : ''),
  ]
  return Array.from({ length }, () => random.pick(characters) ?? '').join('')
}

/** Anything but NUL, the slash and the dot. */
function rawBytes(random: Random, length: number): number[] {
  return Array.from({ length }, () => {
    const byte = random.between(1, 255)
    return byte === 0x2f || byte === 0x2e ? 0xff : byte
  })
}
