import assert from 'node:assert/strict';
import { accessLevelOf } from './level.js';

describe('accessLevelOf', () => {
  const isLevel = (written: string, expected: string) =>
    it(`"${written}" is ${expected}`, () => assert.equal(accessLevelOf(written), expected));

  isLevel('Read', 'Read');
  isLevel('List', 'List');
  isLevel('Write', 'Write');
  isLevel('Tagging', 'Tagging');
  isLevel('Tagging, Write', 'Tagging');
  isLevel('Permissions management, Write', 'Permissions management');
  isLevel('Write,Permissions management', 'Permissions management');

  const refuses = (written: string) =>
    it(`refuses "${written}"`, () => assert.throws(() => accessLevelOf(written), /level/));
  refuses('');
  refuses('Admin');
  refuses('Write, Admin');
  refuses('write');
});
