import assert from 'node:assert/strict';
import { sourceOfService } from './classify.js';
import { prefixesOf, serviceOf } from './core.js';
import { readOperations } from './data.js';
import { lambdaServices } from './lambdaServices.js';
import { makeReport } from './makeReport.js';
import { shareClassified, type ServiceReport, type VisibilityReport } from './report.js';

const { report } = makeReport();
const sum = (counts: Readonly<Record<string, number>>) =>
  Object.values(counts).reduce((total, count) => total + count, 0);

describe('the services used most from functions', () => {
  it('are sixty, each named once, each with models and prefixes that exist', () => {
    const sdks = new Set(readOperations().services.map(({ sdk }) => sdk));
    const named = lambdaServices.flatMap((service) => service.sdks);
    assert.equal(lambdaServices.length, 60);
    assert.equal(new Set(lambdaServices.map(({ name }) => name)).size, 60);
    assert.equal(new Set(named).size, named.length);
    assert.deepEqual(
      named.filter((sdk) => !sdks.has(sdk)),
      [],
    );
    const prefixes = lambdaServices.flatMap((service) => service.prefixes);
    assert.deepEqual(
      prefixes.filter((prefix) => serviceOf(prefix) === undefined),
      [],
    );
  });
});

describe('the models of a service', () => {
  // Signed for execute-api, but Connect's.
  const others = new Set(['connectparticipant']);

  it('are all that are authorised under its prefixes', () => {
    const prefixes = new Set(lambdaServices.flatMap((service) => service.prefixes));
    const named = new Set(lambdaServices.flatMap((service) => service.sdks));
    const left = readOperations().services.filter((model) => {
      const stem = sourceOfService(model)?.replace('.amazonaws.com', '') ?? model.signingName;
      const belongs = (prefixesOf(stem) ?? [stem]).some((prefix) => prefixes.has(prefix));
      return belongs && !named.has(model.sdk) && !others.has(model.sdk);
    });
    assert.deepEqual(
      left.map(({ sdk }) => sdk),
      [],
    );
  });
});

describe('the report', () => {
  it('counts every operation in one class', () => {
    const all: readonly ServiceReport[] = [
      report.all,
      report.lambda,
      ...report.services,
      ...report.lambdaServices,
    ];
    for (const { name, operations, classes, unresolved } of all) {
      assert.equal(sum(classes), operations, name);
      assert.equal(unresolved.length, classes.unresolved, name);
    }
  });

  it('counts the whole as its parts', () => {
    const parts = (services: readonly ServiceReport[]) =>
      services.reduce((total, { operations }) => total + operations, 0);
    assert.equal(parts(report.services), report.all.operations);
    assert.equal(parts(report.lambdaServices), report.lambda.operations);
    assert.ok(report.all.operations > 19_000);
  });

  it('counts every action in one kind of visibility', () => {
    const all: readonly VisibilityReport[] = [report.visibility, report.lambdaVisibility, ...report.prefixes];
    for (const { name, actions, kinds } of all) assert.equal(sum(kinds), actions, name);
    const parts = report.prefixes.reduce((total, { actions }) => total + actions, 0);
    assert.equal(parts, report.visibility.actions);
  });

  // A lower figure means that a rule was lost, or that new operations came without one.
  const floors: readonly (readonly [what: string, service: ServiceReport, share: number])[] = [
    ['all operations', report.all, 0.93],
    ['the operations of the sixty services', report.lambda, 0.99],
  ];
  for (const [what, service, share] of floors) {
    it(`${what}: at least ${share * 100} % are classified`, () => {
      assert.ok(shareClassified(service) >= share, String(shareClassified(service)));
    });
  }
});

describe('shareClassified', () => {
  it('is 1 for a service without operations', () => {
    const classes = { exact: 0, conditional: 0, 'no-permission': 0, retired: 0, unresolved: 0 };
    const none = { name: 'none', operations: 0, classes, sources: [], unresolved: [] };
    assert.equal(shareClassified(none), 1);
    assert.equal(
      shareClassified({ ...none, operations: 4, classes: { ...classes, exact: 3, unresolved: 1 } }),
      0.75,
    );
  });
});
