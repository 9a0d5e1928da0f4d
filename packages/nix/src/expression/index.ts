export { apply, attrs, bool, type Expression, int, list, NULL, path, ref, str } from './expression'
export { printExpression } from './print-expression'
