import assert from 'node:assert/strict';
import { prepare } from '../prepare.js';
import { expandActions, findAction, isInCatalog } from './catalog.js';

describe('catalog', () => {
  before(() => prepare());

  it('holds what AWS offers', () => {
    assert.equal(expandActions('*').length, 22_091);
    assert.equal(findAction('S3:getobject')?.name, 's3:GetObject');
    assert.equal(isInCatalog('s3:GetObjects'), false);
  });
});
