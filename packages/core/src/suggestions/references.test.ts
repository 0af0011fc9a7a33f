import assert from 'node:assert/strict';
import { bindSymbols } from '../util/symbols.js';
import type { NarrowContext } from './narrowContext.js';
import { toReference } from './references.js';

interface Case {
  readonly it: string;
  readonly pattern: string;
  readonly written: string;
  readonly expected: string | undefined;
  readonly hasAccountLiteral?: boolean;
}

const values = new Map([
  ['${AWS::Partition}', 'aws'],
  ['${AWS::Region}', 'eu-west-1'],
  ['${AWS::AccountId}', '111122223333'],
  ['${Stage}', 'dev'],
  ['${Orders.Arn}', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders'],
]);

const cases: readonly Case[] = [
  {
    it: 'the stage in what is written stays',
    pattern: 'arn:aws:s3:::app-dev-files/in/*',
    written: 'arn:aws:s3:::app-${Stage}-files/*',
    expected: 'arn:aws:s3:::app-${Stage}-files/in/*',
  },
  {
    it: 'as much of what is written as begins alike',
    pattern: 'arn:aws:sqs:eu-west-1:111122223333:dev-a',
    written: 'arn:aws:sqs:eu-west-1:111122223333:${Stage}-*-${Stage}',
    expected: 'arn:aws:sqs:eu-west-1:111122223333:${Stage}-a',
    hasAccountLiteral: true,
  },
  {
    it: 'a symbol before the account is no beginning: account and region would be literals',
    pattern: 'arn:aws:sqs:eu-west-1:111122223333:dev-a',
    written: 'arn:${AWS::Partition}:sqs:*:*:*',
    expected: 'arn:${AWS::Partition}:sqs:${AWS::Region}:${AWS::AccountId}:dev-a',
  },
  {
    it: 'a reference to the whole is preferred',
    pattern: 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders',
    written: '*',
    expected: '${Orders.Arn}',
  },
  {
    it: 'a symbol without a value says nothing',
    pattern: 'arn:aws:s3:::x/in',
    written: 'arn:aws:s3:::${Unknown}/*',
    expected: 'arn:${AWS::Partition}:s3:::x/in',
  },
];

describe('toReference', () => {
  for (const { it: title, pattern, written, expected, hasAccountLiteral = false } of cases) {
    it(title, () => {
      const bound = bindSymbols(written, values).replaceAll(/\$\{[^}]*\}/g, '*');
      assert.equal(toReference(pattern, { written, bound }, contextOf(hasAccountLiteral)), expected);
    });
  }
});

/** As much of a context as the words of a pattern need. */
function contextOf(hasAccountLiteral: boolean): NarrowContext {
  const fn = {
    model: { format: 'cloudformation', hasAccountLiteral },
    values,
    bind: (text: string) => bindSymbols(text, values),
  };
  const references = [{ symbol: '${Orders.Arn}', value: values.get('${Orders.Arn}') ?? '' }];
  return { function: fn, references } as unknown as NarrowContext;
}
