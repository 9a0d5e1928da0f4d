export { attrs, bool, type Expression, float, int, list, NULL, str } from './expression'
export { printExpression } from './print-expression'
