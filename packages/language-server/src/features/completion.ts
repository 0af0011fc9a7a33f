import {
  findAction,
  resourceTypesOf,
  serviceOf,
  servicePrefixes,
  type Format,
  type Position,
  type Range,
  type SourceResource,
} from '@leastwise/core';
import { modelOf, type View } from '../analysis/result.js';
import type { Block } from '../text/blocks.js';
import { placeAt, type Place } from '../text/place.js';
import { count } from '../text/usage.js';
import { globalKeys } from './globalKeys.js';
import { catalogBlocks } from './hover.js';
import { ownReference } from './ownReference.js';
import { actionsNear } from './statementNear.js';

/** One thing to write. */
export interface Offer {
  readonly kind: 'service' | 'action' | 'pattern' | 'resource' | 'condition';
  readonly label: string;
  readonly detail: string;
  readonly text: string;
  readonly range: Range;
  /** Sorts the offers. */
  readonly order: string;
  readonly docs: readonly Block[] | undefined;
  /** There is more to complete behind it. */
  readonly continues: boolean;
}

const most = 1000;

/** What may be written at a place of a policy; [] elsewhere. */
export function offersAt(view: View | undefined, lines: readonly string[], position: Position): Offer[] {
  const place = placeAt((line) => lines[line] ?? '', position);
  if (place === undefined) return [];
  const offers = {
    action: () => actionOffers(place, view),
    resource: () => resourceOffers(place, view, actionsNear(view, lines, position)),
    condition: () => conditionOffers(place, actionsNear(view, lines, position)),
  }[place.element]();
  return offers.slice(0, most);
}

function offer(place: Place, rest: Partial<Offer> & Pick<Offer, 'kind' | 'label' | 'detail'>): Offer {
  return {
    text: rest.label,
    range: place.range,
    order: rest.label,
    docs: undefined,
    continues: false,
    ...rest,
  };
}

function actionOffers(place: Place, view: View | undefined): Offer[] {
  const colon = place.word.indexOf(':');
  if (colon < 0) return serviceOffers(place, view);
  const service = serviceOf(place.word.slice(0, colon).toLowerCase());
  if (service === undefined) return [];
  const used = usedActions(view);
  const actions = [...service.actions.values()].map(({ name, level }) => {
    const isUsed = used.has(name);
    const detail = isUsed ? `${level} · used` : level;
    return offer(place, {
      kind: 'action',
      label: name,
      detail,
      order: `${isUsed ? 0 : 1}${name}`,
      docs: catalogBlocks(name),
    });
  });
  return [
    ...actions,
    ...patternOffers(
      place,
      service.prefix,
      [...service.actions.values()].map(({ name }) => name),
    ),
  ];
}

function serviceOffers(place: Place, view: View | undefined): Offer[] {
  const used = new Set([...usedActions(view)].map((action) => action.slice(0, action.indexOf(':'))));
  return servicePrefixes().map((prefix) => {
    const service = serviceOf(prefix);
    const order = `${used.has(prefix) ? 0 : 1}${prefix}`;
    const detail = service?.name ?? '';
    const docs: Block[] = [
      { kind: 'text', text: `${detail}: ${count(service?.actions.size ?? 0, 'action')}` },
    ];
    return offer(place, {
      kind: 'service',
      label: prefix,
      text: `${prefix}:`,
      detail,
      order,
      docs,
      continues: true,
    });
  });
}

/** First words that several actions share: `Get*`, `Describe*`. Last in the list: a pattern grants what AWS adds later. */
function patternOffers(place: Place, prefix: string, names: readonly string[]): Offer[] {
  const counts = new Map<string, number>();
  for (const name of names) {
    const [word] = /^[A-Z][a-z]+/.exec(name.slice(prefix.length + 1)) ?? [];
    if (word !== undefined) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, size]) => size > 1)
    .map(([word, size]) => {
      const label = `${prefix}:${word}*`;
      return offer(place, {
        kind: 'pattern',
        label,
        detail: `grants ${count(size, 'action')}`,
        order: `2${label}`,
      });
    });
}

function usedActions(view: View | undefined): Set<string> {
  const functions = view?.result.analysis.functions ?? [];
  return new Set(
    functions.flatMap(({ usage }) =>
      usage.filter((each) => each.count + each.possible > 0).map(({ action }) => action),
    ),
  );
}

function resourceOffers(place: Place, view: View | undefined, actions: readonly string[]): Offer[] {
  const model = view && modelOf(view);
  const services = new Set(actions.map((action) => action.slice(0, action.indexOf(':'))));
  const own = (model?.resources ?? []).flatMap((resource) =>
    ownOffer(place, resource, model?.format, services),
  );
  const formats = new Set(
    actions.flatMap((action) => resourceTypesOf(action).flatMap(({ arnFormats }) => arnFormats)),
  );
  const arns = [...formats].map((format) => {
    const text = writtenArn(format, place, model?.format);
    return offer(place, { kind: 'resource', label: format, text, detail: 'ARN format', order: `1${format}` });
  });
  return [...own, ...arns];
}

/** A resource of the template itself, by reference: never a name that somebody must keep in step. */
function ownOffer(
  place: Place,
  resource: SourceResource,
  format: Format | undefined,
  services: ReadonlySet<string>,
): Offer[] {
  const reference = format === 'cloudformation' ? ownReference(resource) : undefined;
  if (reference === undefined || (services.size > 0 && !services.has(reference.service))) return [];
  const inJson = place.before.includes('"');
  const text = place.before.trimEnd().endsWith('!GetAtt') ? reference.bare : reference.yaml;
  if (inJson || /!Ref\s*$/.test(place.before)) return [];
  return [
    offer(place, {
      kind: 'resource',
      label: reference.yaml,
      text,
      detail: resource.type,
      order: `0${resource.logicalId}`,
    }),
  ];
}

/** Named parts are left to fill in, as `TableName`; what the template knows is written by its pseudo parameters. */
function writtenArn(arn: string, { before }: Place, format: Format | undefined): string {
  const isTemplate = format === 'cloudformation';
  const text = arn.replace(/\$\{(\w+)\}/g, (_, name: string) => {
    if (!isTemplate) return name === 'Partition' ? 'aws' : name.toUpperCase();
    return (
      { Partition: '${AWS::Partition}', Region: '${AWS::Region}', Account: '${AWS::AccountId}' }[name] ??
      name.toUpperCase()
    );
  });
  const isQuoted = /["']$/.test(before) || before.includes('"');
  const hasSub = /(?:!Sub|Fn::Sub["']?\s*:)\s*["']?$/.test(before);
  return isTemplate && !isQuoted && !hasSub ? `!Sub ${text}` : text;
}

function conditionOffers(place: Place, actions: readonly string[]): Offer[] {
  const own = new Map<string, number>();
  for (const action of actions)
    for (const key of findAction(action)?.conditionKeys ?? []) own.set(key, (own.get(key) ?? 0) + 1);
  const ownOffers = [...own].map(([key, size]) => {
    const detail = size === actions.length ? 'of every action here' : `of ${count(size, 'action')} here`;
    return offer(place, { kind: 'condition', label: key, detail, order: `0${key}` });
  });
  const globals = globalKeys
    .filter(([key]) => !own.has(key))
    .map(([key, docs]) => {
      return offer(place, {
        kind: 'condition',
        label: key,
        detail: 'global',
        order: `1${key}`,
        docs: [{ kind: 'text', text: docs }],
      });
    });
  return [...ownOffers, ...globals];
}
