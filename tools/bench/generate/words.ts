import type { Random } from '../../kit/random'

const WORDS = [
  ...[
    'amber',
    'anchor',
    'apple',
    'arrow',
    'badge',
    'beacon',
    'birch',
    'bridge',
    'canvas',
    'cedar',
    'cinder',
    'clover',
  ],
  ...[
    'copper',
    'coral',
    'delta',
    'ember',
    'falcon',
    'feather',
    'forge',
    'garnet',
    'glacier',
    'harbor',
    'hazel',
    'heron',
  ],
  ...[
    'indigo',
    'island',
    'ivory',
    'jasper',
    'juniper',
    'kettle',
    'lantern',
    'laurel',
    'linen',
    'maple',
    'marble',
    'meadow',
  ],
  ...[
    'nectar',
    'nickel',
    'oasis',
    'onyx',
    'orchid',
    'pebble',
    'pepper',
    'quartz',
    'raven',
    'ribbon',
    'saffron',
    'willow',
  ],
]

/** A word that is fixed by its number. */
export function word(index: number): string {
  return WORDS[index % WORDS.length] ?? 'word'
}

/** Paragraphs of prose, for the files that no build reads. */
export function prose(random: Random, title: string, paragraphs: number): string {
  const lines = Array.from(
    { length: paragraphs },
    () =>
      `The ${random.pick(WORDS)} of ${title} holds the ${random.pick(WORDS)} that the ${random.pick(WORDS)} needs.`,
  )
  return `# ${title}\n\n${lines.join('\n\n')}\n`
}

export function numbered(index: number): string {
  return String(index).padStart(4, '0')
}
