import * as ts from 'typescript';

/** The text that an expression of the program always has, put together from literals and constants of its file; null when that cannot be said. */
export function textOf(node: ts.Expression): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isRegularExpressionLiteral(node)) return node.text.slice(1, node.text.lastIndexOf('/'));
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isTemplateExpression(node))
    return joined([node.head.text, ...node.templateSpans.flatMap(({ expression, literal }) => [textOf(expression), literal.text])], '');
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken)
    return joined([textOf(node.left), textOf(node.right)], '');
  if (ts.isPropertyAccessExpression(node) && node.name.text === 'source') return textOf(node.expression);
  if (ts.isCallExpression(node)) return joinedList(node);
  return ts.isIdentifier(node) ? constant(node) : null;
}

const joined = (parts: readonly (string | null)[], between: string): string | null =>
  parts.every((part) => part !== null) ? parts.join(between) : null;

/** `[a, b].join('|')` */
function joinedList({ expression, arguments: [between] }: ts.CallExpression): string | null {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'join' || between === undefined) return null;
  const list = expression.expression;
  const said = textOf(between);
  return ts.isArrayLiteralExpression(list) && said !== null ? joined(list.elements.map(textOf), said) : null;
}

/** A `const` whose name means one thing in the whole file. */
function constant(name: ts.Identifier): string | null {
  const meanings: (ts.Expression | null)[] = [];
  const look = (node: ts.Node): void => {
    const isNamed =
      (ts.isVariableDeclaration(node) || ts.isParameter(node) || ts.isBindingElement(node)) && node.name.getText() === name.text;
    if (isNamed) meanings.push(ts.isVariableDeclaration(node) && isConst(node) ? (node.initializer ?? null) : null);
    ts.forEachChild(node, look);
  };
  look(name.getSourceFile());
  const [only = null, ...others] = meanings;
  return only === null || others.length > 0 ? null : textOf(only);
}

const isConst = ({ parent }: ts.VariableDeclaration): boolean => (parent.flags & ts.NodeFlags.Const) !== 0;
