import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { OperationSet, ServiceOperations } from './model.js';

/** Where the committed operation set lies. */
export const operationsFile = fileURLToPath(new URL('../../data/operations.json', import.meta.url));

/** A service as it is written: lists as one text each, empty ones left out. */
interface WrittenService {
  readonly sdk: string;
  readonly serviceId: string;
  readonly endpointPrefix: string;
  readonly signingName?: string;
  readonly operations: string;
  readonly unsigned?: string;
  readonly http?: string;
}

/** The committed operation set. */
export function readOperations(path = operationsFile): OperationSet {
  return parseOperations(readFileSync(path, 'utf8'));
}

/** The set out of the text that `formatOperations` writes. */
export function parseOperations(text: string): OperationSet {
  const { services, ...head } = JSON.parse(text) as Omit<OperationSet, 'services'> & {
    services: readonly WrittenService[];
  };
  return { ...head, services: services.map(readService) };
}

/** One service a line, so that an update shows as the lines that changed. The same set gives the same bytes. */
export function formatOperations({ services, ...head }: OperationSet): string {
  const lines = services.map((service) => JSON.stringify(writeService(service)));
  const start = JSON.stringify(head, null, 1).slice(0, -2);
  return `${start},\n "services": [\n${lines.join(',\n')}\n]}\n`;
}

function readService({
  signingName,
  operations,
  unsigned,
  http,
  ...service
}: WrittenService): ServiceOperations {
  return {
    ...service,
    signingName: signingName ?? service.endpointPrefix,
    operations: operations.split(' '),
    unsigned: unsigned?.split(' ') ?? [],
    ...(http === undefined ? {} : { http: http.split(', ') }),
  };
}

function writeService(service: ServiceOperations): WrittenService {
  const { sdk, serviceId, endpointPrefix, signingName, operations, unsigned, http } = service;
  return {
    sdk,
    serviceId,
    endpointPrefix,
    ...(signingName === endpointPrefix ? {} : { signingName }),
    operations: operations.join(' '),
    ...(unsigned.length === 0 ? {} : { unsigned: unsigned.join(' ') }),
    ...(http === undefined ? {} : { http: http.join(', ') }),
  };
}
