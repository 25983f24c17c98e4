import type { ContactView, DeviceView, ProblemField } from '@demarc/contracts';
import { useState } from 'react';
import { invalidate } from '../api/ask.js';
import { type AnswerAt, call } from '../api/call.js';
import { Refused } from '../api/refused.js';
import {
  changesOfContact,
  changesOfDevice,
  type ContactField,
  type DeviceField,
  type FieldChange,
} from './file-changes.js';

export type FileKind = 'devices' | 'contacts';
export type AnyField = DeviceField | ContactField;

/** What is said of a file beside its rows; of contacts nothing is. */
export interface FileFacts {
  readonly coverage: 'complete' | 'partial';
  /** Undefined: now. */
  readonly asOf: string | undefined;
}

/** One line of a file that would change something. */
export interface LineChange {
  readonly line: number;
  readonly isNew: boolean;
  readonly name: string;
  readonly fields: readonly FieldChange<AnyField>[];
}

export interface Preview {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly lines: readonly LineChange[];
}

export type Secrets = AnswerAt<'PUT /v1/tenants/:tenant/directory/contacts'>['generatedSecrets'];

/** How far a file has come. */
export type ImportState =
  | { readonly at: 'choosing' }
  | { readonly at: 'reading'; readonly file: string }
  | { readonly at: 'previewed'; readonly file: string; readonly preview: Preview }
  | { readonly at: 'taking'; readonly file: string; readonly preview: Preview }
  | { readonly at: 'refused'; readonly file: string; readonly error: unknown; readonly errors: readonly ProblemField[] }
  | {
      readonly at: 'taken';
      readonly file: string;
      readonly preview: Omit<Preview, 'lines'>;
      readonly secrets: Secrets;
    };

const CSV = 'text/csv';

/** A file on its way into the directory: read, looked at, and taken once somebody says so. */
export function useImport(tenant: string, kind: FileKind) {
  const [state, setState] = useState<ImportState>({ at: 'choosing' });
  const [given, setGiven] = useState<{ readonly content: string; readonly facts: FileFacts } | null>(null);
  const refuse = (file: string, error: unknown) =>
    setState({
      at: 'refused',
      file,
      error,
      errors: error instanceof Refused ? error.errors : [],
    });
  const look = async (file: File, facts: FileFacts) => {
    setState({ at: 'reading', file: file.name });
    try {
      const content = await file.text();
      setGiven({ content, facts });
      setState({ at: 'previewed', file: file.name, preview: await previewOf(tenant, kind, content, facts) });
    } catch (error) {
      refuse(file.name, error);
    }
  };
  const take = async () => {
    if (state.at !== 'previewed' || !given) return;
    const { file, preview } = state;
    setState({ at: 'taking', file, preview });
    try {
      const { counts, secrets } = await takeFile(tenant, kind, given.content, given.facts);
      await invalidate(
        'GET /v1/tenants',
        'GET /v1/tenants/:tenant/directory/devices',
        'GET /v1/tenants/:tenant/directory/contacts',
        'GET /v1/directory/lint',
      );
      setState({ at: 'taken', file, preview: counts, secrets });
    } catch (error) {
      refuse(file, error);
    }
  };
  return { state, look, take, begin: () => setState({ at: 'choosing' }) };
}

async function previewOf(tenant: string, kind: FileKind, content: string, facts: FileFacts): Promise<Preview> {
  const given = { params: { tenant }, content: { type: CSV, body: content } };
  if (kind === 'devices') {
    const answer = await call('POST /v1/tenants/:tenant/directory/devices/preview', {
      ...given,
      query: queryOf(facts),
    });
    return { ...answer, lines: answer.changes.map(deviceLine) };
  }
  const answer = await call('POST /v1/tenants/:tenant/directory/contacts/preview', given);
  return { ...answer, lines: answer.changes.map(contactLine) };
}

async function takeFile(tenant: string, kind: FileKind, content: string, facts: FileFacts) {
  const given = { params: { tenant }, content: { type: CSV, body: content } };
  if (kind === 'devices') {
    const counts = await call('PUT /v1/tenants/:tenant/directory/devices', { ...given, query: queryOf(facts) });
    return { counts, secrets: [] };
  }
  const counts = await call('PUT /v1/tenants/:tenant/directory/contacts', given);
  return { counts, secrets: counts.generatedSecrets };
}

const queryOf = ({ coverage, asOf }: FileFacts) => ({ coverage, ...(asOf !== undefined && { asOf }) });

interface Change<View> {
  readonly line: number;
  readonly before: View | null;
  readonly after: View;
}

const deviceLine = ({ line, before, after }: Change<DeviceView>): LineChange => ({
  line,
  isNew: before === null,
  name: after.names.at(-1)?.value ?? after.serial ?? after.entraId ?? '',
  fields: changesOfDevice(before, after),
});

const contactLine = ({ line, before, after }: Change<ContactView>): LineChange => ({
  line,
  isNew: before === null,
  name: after.name,
  fields: changesOfContact(before, after),
});
