import assert from 'node:assert/strict';
import { withPrincipals } from './principals.js';
import { parse } from './testkit/marked.js';

const policy = parse(
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  'p.json',
).value;
const template = parse('Resources:\n  Fn:\n    Type: AWS::Serverless::Function\n').value;
const role = 'arn:aws:iam::111122223333:role/path/app';
const user = 'arn:aws:iam::111122223333:user/alice';

describe('withPrincipals', () => {
  it('gives a bare policy to each principal', () => {
    const [model] = withPrincipals([policy], [role, user]);
    assert.deepEqual(
      model?.functions.map(({ id, name, kind, role: held }) => [id, name, kind, held?.arn]),
      [
        [`p.json#${role}`, 'app', 'principal', role],
        [`p.json#${user}`, 'alice', 'principal', user],
      ],
    );
    for (const fn of model.functions)
      assert.deepEqual(
        fn.policies,
        policy.policies.map(({ id }) => id),
      );
  });

  it('shows it also where nobody holds it', () => {
    const [model] = withPrincipals([policy], []);
    assert.deepEqual(
      model?.functions.map(({ id, name, role: held }) => [id, name, held]),
      [['p.json#', 'p.json', undefined]],
    );
  });

  it('leaves templates, and what holds no policy, alone', () => {
    const empty = { ...policy, policies: [] };
    assert.deepEqual(withPrincipals([template, empty], [role]), [template, empty]);
  });
});
