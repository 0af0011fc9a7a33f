import assert from 'node:assert/strict';
import { checkFormat, parseInstant } from './options.js';

describe('options', () => {
  const instants: readonly (readonly [string, string])[] = [
    ['2026-10-31', '2026-10-31T00:00:00Z'],
    ['2026-10-31T12:00:00Z', '2026-10-31T12:00:00Z'],
    ['2026-10-31T12:00:00.250Z', '2026-10-31T12:00:00Z'],
    ['2026-10-31T00:30:00+02:00', '2026-10-30T22:30:00Z'],
  ];
  for (const [text, instant] of instants) {
    it(`${text} is ${instant}`, () => assert.equal(parseInstant(text), instant));
  }

  for (const text of ['', 'yesterday', '2026-13-01', '2026-10-31T12:00', '31.10.2026', '1793404800']) {
    it(`${JSON.stringify(text)} is no instant`, () => assert.throws(() => parseInstant(text), /Write a day/));
  }

  const formats: readonly (readonly [string, RegExp])[] = [
    ['sarif', /not available in this version: use text or json/],
    ['terraform', /not available in this version/],
    ['xml', /is not a format/],
  ];
  for (const [format, message] of formats) {
    it(`--format ${format} is refused`, () => assert.throws(() => checkFormat(format), message));
  }
  it('text and json are formats', () =>
    assert.deepEqual(['text', 'json'].map(checkFormat), ['text', 'json']));
});
