import { quoted } from '../../reading.js';
import {
  child,
  entriesOf,
  findEntry,
  listOf,
  stringOf,
  type Entry,
  type MapTree,
  type Tree,
} from '../../tree.js';
import type { Template } from '../cloudFormation/template.js';
import { findEnd, type End } from './connectorEnds.js';
import { connectorPairs } from './data/connectors.js';
import { featureAt, implyPolicy, refuseSam } from './features.js';
import type { ConnectorPair, StatementSpec } from './statementSpec.js';
import { toStatements } from './statements.js';

/** A connector in either form. */
interface Connector {
  /** Logical id that SAM gives it. */
  readonly id: string;
  /** Logical id of the resource it stands in. */
  readonly owner: string;
  readonly name: string;
  readonly entry: Entry;
  readonly source: Tree | undefined;
  readonly properties: Tree | undefined;
}

/**
 * Gives roles what connectors grant them: resources of their own, and those embedded in their source. Roles must have been
 * read.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/managing-permissions-connectors.html
 */
export function readConnectors(template: Template): void {
  for (const connector of connectorsOf(template)) readConnector(template, connector);
}

function connectorsOf(template: Template): Connector[] {
  return [...template.resources.values()].flatMap(({ logicalId, type, properties, entry }): Connector[] => {
    if (type === 'AWS::Serverless::Connector')
      return [
        {
          id: logicalId,
          owner: logicalId,
          name: 'Connector',
          entry,
          source: child(properties, 'Source'),
          properties,
        },
      ];
    return entriesOf(child(entry.value, 'Connectors')).map((own): Connector => {
      const inner = child(own.value, 'Properties');
      const source = embeddedSource(own, logicalId, child(inner, 'SourceReference'));
      const name = `Connectors.${own.key}`;
      return { id: logicalId + own.key, owner: logicalId, name, entry: own, source, properties: inner };
    });
  });
}

/** `{ Id: the resource it stands in }` with what `SourceReference` adds. */
function embeddedSource(
  { key, keySpan, value }: Entry,
  logicalId: string,
  reference: Tree | undefined,
): MapTree {
  const { span } = value;
  const id = { kind: 'scalar', value: logicalId, text: logicalId, style: 'plain', content: span } as const;
  const entries = reference?.kind === 'map' ? reference.entries : [];
  const own = { key: 'Id', keySpan, value: { ...id, span, literal: false } };
  return { kind: 'map', entries: [own, ...entries], span, literal: key === '' };
}

function readConnector(template: Template, connector: Connector): void {
  const { id, entry, source, properties } = connector;
  const destination = child(properties, 'Destination');
  const isList = destination?.kind === 'seq';
  const destinations = listOf(destination);
  if (source === undefined || destinations.length === 0) {
    refuseSam(template, entry.keySpan, `The connector ${id} needs a Source and a Destination.`);
    return;
  }
  destinations.forEach((each, index) => {
    const from = findEnd(template, source, each);
    const to = findEnd(template, each, source);
    const wrong = [from, to].find((end) => typeof end === 'string');
    if (typeof from === 'string' || typeof to === 'string') {
      refuseSam(template, each.span, `The connector ${id}: ${typeof wrong === 'string' ? wrong : ''}`);
      return;
    }
    connect(template, connector, from, to, `${id}Policy${isList ? `Destination${index}` : ''}`);
  });
}

function connect(template: Template, connector: Connector, from: End, to: End, name: string): void {
  const { id, entry, owner } = connector;
  const key = `${from.type} ${to.type}`;
  const pair = Object.hasOwn(connectorPairs, key) ? connectorPairs[key] : undefined;
  if (pair === undefined) {
    const [source, destination] = [quoted(from.type), quoted(to.type)];
    refuseSam(
      template,
      entry.keySpan,
      `The connector ${id}: SAM knows none from ${source} to ${destination}.`,
    );
    return;
  }
  const specs = permitted(template, connector, pair);
  if (specs === undefined || pair.holder === 'resource') return;
  const values = new Map([
    ...[...from.values].map(([attribute, texts]) => [`Source.${attribute}`, texts] as const),
    ...[...to.values].map(([attribute, texts]) => [`Destination.${attribute}`, texts] as const),
  ]);
  const holding = pair.holder === 'source' ? from.holding : to.holding;
  const lacking = specs.flatMap(missingIn(values))[0];
  if (holding === undefined || lacking !== undefined) {
    const what = lacking ?? `the name of the role of its ${pair.holder}`;
    refuseSam(template, entry.keySpan, `The connector ${id} does not tell ${what}.`);
    return;
  }
  const feature = featureAt(template, holding, owner, connector.name, entry);
  implyPolicy(feature, name, toStatements(specs, values, { reading: template.reading, span: entry.keySpan }));
}

/** The ends' attributes that a statement names and nothing tells. */
function missingIn(values: ReadonlyMap<string, readonly string[]>): (spec: StatementSpec) => string[] {
  return ({ resource }) =>
    [...resource.matchAll(/\$\{((?:Source|Destination)\.[A-Za-z]+)\}/g)]
      .map(([, name = '']) => name)
      .filter((name) => (values.get(name)?.length ?? 0) === 0);
}

/** The statements of the permissions it asks for; undefined, with a problem, where SAM does not take them. */
function permitted(
  template: Template,
  { id, entry, properties }: Connector,
  { permissions, together }: ConnectorPair,
): StatementSpec[] | undefined {
  const names = new Set(listOf(child(properties, 'Permissions')).map((each) => stringOf(each) ?? ''));
  const known = Object.keys(permissions);
  const asked = known.filter((name) => names.has(name));
  const combinations = together?.map((each) => each.split(' ').sort().join(' '));
  const fits = combinations?.includes([...asked].sort().join(' ')) ?? true;
  if (names.size > 0 && asked.length === names.size && fits)
    return asked.flatMap((name) => permissions[name] ?? []);
  const expected = together?.join(' or ') ?? known.join(', ');
  const at = findEntry(properties, 'Permissions')?.keySpan ?? entry.keySpan;
  refuseSam(template, at, `The connector ${id} takes as Permissions ${expected}.`);
  return undefined;
}
