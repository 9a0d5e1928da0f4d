import { visible } from '@nx-crane/files'
import type { Fixed } from './apply-fixes'
import { CHECKS } from './checks'
import type { Diagnosis } from './doctor'
import { count, type Finding, LEVELS, type Level } from './finding'

const LABEL: Readonly<Record<Level, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'note',
  ok: 'ok',
}
const WIDTH = Math.max(...LEVELS.map((level) => LABEL[level].length)) + 2

/** The findings as one screen: what is sound in few lines, what is not in two each. */
export function printFindings({ findings, fixed, fixCommand }: Diagnosis): string {
  const sound = findings.filter(({ level }) => level === 'ok')
  const isTitle = ({ id, message }: Finding) =>
    CHECKS.some((check) => check.id === id && check.title === message)
  const lines = [
    ...fixed.flatMap(fixedLines),
    ...paragraph(
      'ok',
      sound.filter((each) => !isTitle(each)),
    ),
    ...paragraph('ok', sound.filter(isTitle)),
    ...LEVELS.filter((level) => level !== 'ok').flatMap((level) =>
      findings.filter((each) => each.level === level).flatMap(findingLines),
    ),
  ]
  return `${lines.join('\n')}\n\n${summary(findings, fixCommand)}\n`
}

function fixedLines({ what, error }: Fixed): string[] {
  return error === null
    ? [row('fixed', visible(what))]
    : [row('failed', visible(what)), row('', visible(error))]
}

function findingLines({ level, message, place, mend }: Finding): string[] {
  const first = place === null ? message : `${place}: ${message}`
  return [row(LABEL[level], visible(first)), ...(mend === null ? [] : [row('', visible(mend))])]
}

function paragraph(label: string, findings: readonly Finding[]): string[] {
  const lines: string[] = []
  for (const { message } of findings) {
    const last = lines.at(-1)
    const longer = last === undefined ? '' : `${last}, ${visible(message)}`
    if (last !== undefined && longer.length <= COLUMNS) lines[lines.length - 1] = longer
    else lines.push(visible(message))
  }
  return lines.map((line, index) => row(index === 0 ? label : '', line))
}

const COLUMNS = 100

function row(label: string, text: string): string {
  return `${label.padEnd(WIDTH)}${text}`.trimEnd()
}

function summary(findings: readonly Finding[], fixCommand: string): string {
  const counts = (['error', 'warning', 'note'] as const).flatMap((level) => {
    const number = findings.filter((each) => each.level === level).length
    return number === 0 ? [] : [count(number, level)]
  })
  if (counts.length === 0) return 'Nothing is wrong.'
  const fixable = findings.filter(({ fix }) => fix !== null).length
  const help = fixable === 0 ? '' : `; \`${fixCommand}\` fixes ${fixable}`
  return `${counts.join(', ')}${help}.`
}
