import { element } from './element'

/** What the form asks for. */
export interface Wish {
  readonly seed: number
  readonly sea: number
  readonly mountains: number
  readonly rain: number
  readonly style: string
}

const STARTING_WISH = { seed: 4, sea: 0.5, mountains: 0.6, rain: 0.6 }
const NUMBERS = ['seed', 'sea', 'mountains', 'rain'] as const
const LARGEST_SEED = 2 ** 32 - 1

/** Fills the form from the page's address and calls `changed` whenever the user asks for something else. */
export function connectForm(styles: readonly string[], changed: (wish: Wish) => void): Wish {
  const form = element('settings', HTMLFormElement)
  const first = wishFromAddress(styles)
  addStyles(styles, first.style)
  for (const name of NUMBERS) inputOf(form, name).value = String(first[name])

  const update = () => {
    if (!form.checkValidity()) return
    const wish = readForm(form)
    showValues(form)
    history.replaceState(null, '', `#${addressOf(wish)}`)
    changed(wish)
  }
  form.addEventListener('input', update)
  form.addEventListener('submit', (event) => event.preventDefault())
  element('another', HTMLButtonElement).addEventListener('click', () => {
    inputOf(form, 'seed').value = String(Math.floor(Math.random() * 1_000_000))
    update()
  })
  showValues(form)
  return first
}

function wishFromAddress(styles: readonly string[]): Wish {
  const address = new URLSearchParams(location.hash.slice(1))
  const number = (name: (typeof NUMBERS)[number], most: number) => {
    const value = Number(address.get(name) ?? Number.NaN)
    return value >= 0 && value <= most ? value : STARTING_WISH[name]
  }
  const style = styles.find((known) => known === address.get('style')) ?? styles[0] ?? ''
  return {
    seed: Math.floor(number('seed', LARGEST_SEED)),
    sea: number('sea', 1),
    mountains: number('mountains', 1),
    rain: number('rain', 2),
    style,
  }
}

function addressOf(wish: Wish): string {
  return new URLSearchParams(Object.entries(wish).map(([name, value]) => [name, String(value)])).toString()
}

function addStyles(styles: readonly string[], checked: string): void {
  element('styles', HTMLFieldSetElement).append(
    ...styles.map((style) => {
      const input = document.createElement('input')
      Object.assign(input, { type: 'radio', name: 'style', value: style, checked: style === checked })
      const label = document.createElement('label')
      label.append(input, style)
      return label
    }),
  )
}

function readForm(form: HTMLFormElement): Wish {
  const data = new FormData(form)
  const [seed = 0, sea = 0, mountains = 0, rain = 0] = NUMBERS.map((name) => Number(data.get(name)))
  return { seed, sea, mountains, rain, style: String(data.get('style')) }
}

function showValues(form: HTMLFormElement): void {
  for (const output of form.querySelectorAll('output')) {
    const input = output.parentElement?.querySelector('input')
    output.textContent = `${Math.round(Number(input?.value) * 100)} %`
  }
}

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement {
  const input = form.elements.namedItem(name)
  if (input instanceof HTMLInputElement) return input
  throw new Error(`the form has no input "${name}"`)
}
