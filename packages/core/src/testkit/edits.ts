// No test of its own: it is what tests are made with.
import assert from 'node:assert/strict';
import type { SourceStatement } from '../sources/model.js';
import { parseSource } from '../sources/parseSource.js';
import { applyEdits } from '../suggestions/edits/local.js';
import { writeTemplate } from '../suggestions/edits/templateWriter.js';
import type { PlannedStatement, PolicyPlan } from '../suggestions/edits/types.js';

/** What becomes of the statements, by their number over all stated policies; what is not named stays. */
export type Changes = Readonly<Record<number, readonly Partial<PlannedStatement>[]>>;

/** The plans for a text, and what the writer makes of it: the new text, or the codes of its refusals. */
export function plansOf(
  uri: string,
  text: string,
  changes: Changes,
): { plans: PolicyPlan[]; written: string | string[] } {
  const model = parseSource({ uri, text }).value;
  let number = 0;
  const plans = model.policies
    .filter(({ kind }) => kind !== 'implied')
    .map((policy): PolicyPlan => {
      const statements = policy.statements.flatMap((statement) => {
        const becomes = changes[number++];
        return becomes === undefined
          ? []
          : [{ statement, becomes: becomes.map((change) => ({ ...asItIs(statement), ...change })) }];
      });
      return { policy, statements };
    })
    .filter(({ statements }) => statements.length > 0);
  assert.equal(
    plans.flatMap(({ statements }) => statements).length,
    Object.keys(changes).length,
    'the text holds every statement that is to change',
  );
  const { edits, refused } = writeTemplate({ uri, text }, plans, model);
  const codes = refused.map(({ part, code }) => `${part} ${code}`);
  return { plans, written: codes.length > 0 ? codes : applyEdits(text, edits) };
}

function asItIs({ sid, action, resource, condition }: SourceStatement): PlannedStatement {
  return {
    sid,
    action: action.map(({ text }) => text),
    resource: resource.map(({ text }) => text),
    condition,
  };
}

/** A template of one role around a list of statements, from `Statement:` on, six columns in. */
export const role = (statements: string, after = ''): string =>
  `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: {}
      Policies:
        - PolicyName: own # the name
          PolicyDocument:
            ${statements.trim().replaceAll('\n', '\n            ')}
${after}`;

/** Line by line: ` ` stays, `-` goes, `+` comes. */
export function checkLines(name: string, marked: string, changes: Changes, uri = 'template.yaml'): void {
  const lines = marked.replace(/^\n/, '').split('\n');
  const side = (mark: string): string =>
    lines
      .filter((line) => line[0] !== mark)
      .map((line) => line.slice(1))
      .join('\n');
  for (const [kind, open] of [
    ['LF', (text: string): string => text],
    ['CRLF', (text: string): string => text.replaceAll('\n', '\r\n')],
  ] as const) {
    it(`${name} (${kind})`, () => {
      const wrap = uri.endsWith('.yaml') ? role : (text: string): string => text;
      const { written } = plansOf(uri, open(wrap(side('+'))), changes);
      assert.deepEqual(written, open(wrap(side('-'))));
    });
  }
}

/** Checks that the writer refuses, with `part code` of each refusal. */
export function checkRefused(
  name: string,
  text: string,
  changes: Changes,
  codes: string[],
  uri = 'template.yaml',
): void {
  it(name, () => assert.deepEqual(plansOf(uri, text, changes).written, codes));
}
