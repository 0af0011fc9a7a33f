import { isProgram } from './sources/formats/cdk/program/parseProgram.js';
import type { SourceFunction, SourceModel } from './sources/model.js';

const start = { line: 0, character: 0 };

/**
 * A bare policy, or one that a program spells out, names nobody: each given principal holds it and is analysed like a function. Without one the policy
 * still gets an entry, so that its grants are shown, as unknown throughout.
 */
export function withPrincipals(models: readonly SourceModel[], principals: readonly string[]): SourceModel[] {
  return models.map((model) => {
    const isBare = model.format === 'policy-json' || (model.format === 'cdk' && isProgram(model.uri));
    if (!isBare || model.policies.length === 0) return model;
    const holders = principals.length === 0 ? [undefined] : principals;
    return { ...model, functions: holders.map((arn) => holderOf(model, arn)) };
  });
}

function holderOf(model: SourceModel, arn: string | undefined): SourceFunction {
  return {
    id: arn === undefined ? `${model.uri}#` : `${model.uri}#${arn}`,
    name: (arn ?? model.uri).split('/').at(-1) ?? model.uri,
    kind: 'principal',
    logicalId: undefined,
    declaredName: undefined,
    role: arn === undefined ? undefined : { logicalId: undefined, declaredName: undefined, arn },
    policies: model.policies.map(({ id }) => id),
    attached: [],
    boundary: undefined,
    uri: model.uri,
    range: { start, end: start },
  };
}
