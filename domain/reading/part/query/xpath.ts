// XPath 1.0 over the parsed tree: the part that watchers use, with a limit to the nodes it visits.
import type { Document } from 'domhandler';
import { isLaterXPath, READS_XPATH_1 } from './later-xpath.ts';
import { type CallContext, xpathFunction } from './xpath-function.ts';
import { type Namespaces, NO_NAMESPACES } from './xpath-namespace.ts';
import { Budget, DocumentOrder, kindTest, nameTest, type NodeTest, onAxis } from './xpath-step.ts';
import { type Token, tokenise, XPathError } from './xpath-token.ts';
import { compare, isNodeSet, toBoolean, toNumber, type XPathNode, type XPathValue } from './xpath-value.ts';

interface Context extends CallContext {
  readonly root: Document;
  readonly budget: Budget;
  readonly order: DocumentOrder;
}

type Expression = (context: Context) => XPathValue;

const OPERATORS: readonly (readonly string[])[] = [
  ['or'],
  ['and'],
  ['=', '!='],
  ['<', '<=', '>', '>='],
  ['+', '-'],
  ['*', 'div', 'mod'],
];
const KIND_TESTS = new Set(['text', 'node', 'comment', 'element', 'processing-instruction']);
const REVERSE_AXES = new Set(['ancestor', 'ancestor-or-self', 'preceding', 'preceding-sibling', 'parent']);
const MAX_DEPTH = 40;

/** How the names of an expression are compared with those of the document. */
export interface XPathNames {
  /** Names keep their case; in HTML it is ignored. */
  readonly xml?: boolean;
  readonly namespaces?: Namespaces;
}

class Compiler {
  readonly #tokens: readonly Token[];
  readonly #names: XPathNames;
  #at = 0;
  #depth = 0;

  constructor(source: string, names: XPathNames) {
    this.#tokens = tokenise(source);
    this.#names = names;
  }

  compile(): Expression {
    const expression = this.#binary(0);
    if (this.#peek().kind !== 'end') throw new XPathError(`unexpected “${this.#peek().text}”`);
    return expression;
  }

  #peek(ahead = 0): Token {
    return this.#tokens[this.#at + ahead] ?? { kind: 'end', text: '' };
  }

  #accept(text: string): boolean {
    const token = this.#peek();
    if (token.text !== text || token.kind === 'string' || token.kind === 'number') return false;
    this.#at += 1;
    return true;
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new XPathError(`“${text}” expected, got “${this.#peek().text}”`);
  }

  #binary(level: number): Expression {
    const operators = OPERATORS[level];
    if (operators === undefined) return this.#unary();
    let left = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find((text) => this.#accept(text));
      if (operator === undefined) return left;
      left = combine(operator, left, this.#binary(level + 1));
    }
  }

  #unary(): Expression {
    if (!this.#accept('-')) return this.#union();
    const operand = this.#unary();
    return (context) => -toNumber(operand(context));
  }

  #union(): Expression {
    const parts = [this.#path()];
    while (this.#accept('|')) parts.push(this.#path());
    const [only] = parts;
    if (parts.length === 1 && only !== undefined) return only;
    return (context) => context.order.sort(parts.flatMap((part) => nodesOf(part(context))));
  }

  #path(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new XPathError('the expression is nested too deeply');
    let source = this.#start();
    for (;;) {
      if (this.#accept('//')) source = this.#step(stepOf(source, 'descendant-or-self', kindTest('node')));
      else if (this.#accept('/')) source = this.#step(source);
      else break;
    }
    this.#depth -= 1;
    return source;
  }

  #start(): Expression {
    const root: Expression = ({ root: top }) => [top];
    if (this.#accept('//')) return this.#step(stepOf(root, 'descendant-or-self', kindTest('node')));
    if (this.#accept('/')) return this.#beginsStep() ? this.#step(root) : root;
    if (this.#isPrimary()) return this.#predicates(this.#primary());
    return this.#step(({ node }) => [node]);
  }

  #beginsStep(): boolean {
    const { kind, text } = this.#peek();
    return kind === 'name' || (kind === 'symbol' && ['@', '.', '..', '*'].includes(text));
  }

  #isPrimary(): boolean {
    const token = this.#peek();
    if (token.kind === 'number' || token.kind === 'string') return true;
    if (token.kind === 'symbol') return token.text === '(';
    return (
      token.kind === 'name' &&
      this.#peek(1).text === '(' &&
      this.#peek(1).kind === 'symbol' &&
      !KIND_TESTS.has(token.text)
    );
  }

  #primary(): Expression {
    const token = this.#peek();
    this.#at += 1;
    if (token.kind === 'number') return () => Number(token.text);
    if (token.kind === 'string') return () => token.text;
    if (token.text === '(') {
      const inner = this.#binary(0);
      this.#expect(')');
      return inner;
    }
    return this.#call(token.text);
  }

  #call(name: string): Expression {
    this.#expect('(');
    const args: Expression[] = [];
    while (!this.#accept(')')) {
      if (args.length > 0) this.#expect(',');
      args.push(this.#binary(0));
    }
    const run = xpathFunction(name, args.length);
    return (context) =>
      run(
        args.map((arg) => arg(context)),
        context,
      );
  }

  #step(source: Expression): Expression {
    if (this.#accept('.')) return this.#predicates(source);
    if (this.#accept('..')) return this.#predicates(stepOf(source, 'parent', kindTest('node')));
    let axis = 'child';
    if (this.#accept('@')) axis = 'attribute';
    else if (this.#peek(1).text === '::') {
      axis = this.#peek().text;
      this.#at += 2;
    }
    const token = this.#peek();
    this.#at += 1;
    if (token.text === '$') throw new XPathError(`a variable ($${this.#peek().text}) has no value here`);
    const isName = token.kind === 'name' || token.text === '*';
    if (!isName) throw new XPathError(`a step expected, got “${token.text}”`);
    return this.#stepPredicates(source, axis, this.#nodeTest(token.text, axis));
  }

  #nodeTest(name: string, axis: string): NodeTest {
    const { xml = false, namespaces = NO_NAMESPACES } = this.#names;
    if (!KIND_TESTS.has(name) || !this.#accept('('))
      return nameTest(name, { isAttribute: axis === 'attribute', xml, namespaces });
    // The target of processing-instruction('target').
    if (this.#peek().kind === 'string') this.#at += 1;
    this.#expect(')');
    return kindTest(name);
  }

  /** Predicates of a step count positions separately for each source node, along the axis. */
  #stepPredicates(source: Expression, axis: string, test: NodeTest): Expression {
    const filters: Expression[] = [];
    while (this.#accept('[')) {
      filters.push(this.#binary(0));
      this.#expect(']');
    }
    return stepOf(source, axis, test, filters);
  }

  #predicates(source: Expression): Expression {
    let result = source;
    while (this.#accept('[')) {
      const filter = this.#binary(0);
      this.#expect(']');
      const inner = result;
      result = (context) => keep(nodesOf(inner(context)), filter, context);
    }
    return result;
  }
}

function nodesOf(value: XPathValue): readonly XPathNode[] {
  if (!isNodeSet(value)) throw new XPathError('nodes expected, got a value');
  return value;
}

function keep(nodes: readonly XPathNode[], filter: Expression, context: Context): XPathNode[] {
  const size = nodes.length;
  context.budget.spend(size);
  return nodes.filter((node, index) => {
    const value = filter({ ...context, node, position: index + 1, size });
    return typeof value === 'number' ? value === index + 1 : toBoolean(value);
  });
}

function stepOf(
  source: Expression,
  axis: string,
  test: NodeTest,
  filters: readonly Expression[] = [],
): Expression {
  return (context) => {
    const found: XPathNode[] = [];
    for (const node of nodesOf(source(context))) {
      let nodes: readonly XPathNode[] = onAxis(axis, node, context.budget).filter(test);
      for (const filter of filters) nodes = keep(nodes, filter, context);
      for (const one of nodes) found.push(one);
    }
    return REVERSE_AXES.has(axis) || found.length > 1 ? context.order.sort(found) : found;
  };
}

function combine(operator: string, left: Expression, right: Expression): Expression {
  switch (operator) {
    case 'or':
      return (context) => toBoolean(left(context)) || toBoolean(right(context));
    case 'and':
      return (context) => toBoolean(left(context)) && toBoolean(right(context));
    case '+':
      return (context) => toNumber(left(context)) + toNumber(right(context));
    case '-':
      return (context) => toNumber(left(context)) - toNumber(right(context));
    case '*':
      return (context) => toNumber(left(context)) * toNumber(right(context));
    case 'div':
      return (context) => toNumber(left(context)) / toNumber(right(context));
    case 'mod':
      return (context) => toNumber(left(context)) % toNumber(right(context));
    default:
      return (context) => compare(operator, left(context), right(context));
  }
}

/** Throws `XPathError` if the expression is invalid. */
function compile(source: string, names: XPathNames): Expression {
  try {
    return new Compiler(source, names).compile();
  } catch (error) {
    if (!(error instanceof XPathError) || !isLaterXPath(source)) throw error;
    throw new XPathError(`${error.message}; ${READS_XPATH_1}`, { cause: error });
  }
}

/** What is wrong with an expression; null when nothing is. */
export function checkXPath(source: string): string | null {
  try {
    compile(source, {});
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Evaluates an expression on a document. Throws `XPathError` if it is invalid or visits too many nodes. */
export function selectXPath(source: string, root: Document, names: XPathNames = {}): XPathValue {
  const expression = compile(source, names);
  return expression({
    node: root,
    position: 1,
    size: 1,
    root,
    budget: new Budget(),
    order: new DocumentOrder(root),
  });
}
