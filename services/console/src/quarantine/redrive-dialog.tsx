import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  ProgressBar,
} from '@fluentui/react-components';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ask, invalidate } from '../api/ask.js';
import { type BodyAt, call } from '../api/call.js';
import css from './redrive-dialog.module.css';

type Body = BodyAt<'POST /v1/quarantine/redrive'>;
export type Which = Body['which'];
type Preview = Awaited<ReturnType<typeof previewOf>>;

const FIELDS = ['tenant', 'kind', 'format'] as const;
const LOOK_MS = 500;
const SHOWN = 20;

/** Has messages read again, corrected where they said something wrong of themselves; what would become of them first. */
export function RedriveDialog({ which, onClose }: { readonly which: Which; readonly onClose: () => void }) {
  const { t } = useTranslation(['quarantine', 'app']);
  const [as, setAs] = useState<Readonly<Record<(typeof FIELDS)[number], string>>>({ tenant: '', kind: '', format: '' });
  const [preview, setPreview] = useState<Preview | null>(null);
  const [under, setUnder] = useState<string | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  const body: Body = { which, as: Object.fromEntries(FIELDS.flatMap((name) => (as[name] ? [[name, as[name]]] : []))) };
  const go = async (event: FormEvent) => {
    event.preventDefault();
    try {
      setRefused(null);
      if (preview) setUnder((await call('POST /v1/quarantine/redrive', { body })).id);
      else setPreview(await previewOf(body));
    } catch (error) {
      setRefused((error as Error).message);
    }
  };
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogSurface>
        <form onSubmit={(event) => void go(event)}>
          <DialogBody>
            <DialogTitle>{t('redrive')}</DialogTitle>
            <DialogContent className={css.content}>
              {under === null && (
                <>
                  <p>{t('redriveMeans')}</p>
                  {FIELDS.map((name) => (
                    <Field key={name} label={t(`as.${name}`)}>
                      <Input
                        value={as[name]}
                        onChange={(_, { value }) => {
                          setAs({ ...as, [name]: value });
                          setPreview(null);
                        }}
                      />
                    </Field>
                  ))}
                  {preview && <Foreseen preview={preview} />}
                </>
              )}
              {under !== null && <Progress id={under} />}
              {refused !== null && <p role="alert">{refused}</p>}
            </DialogContent>
            <DialogActions>
              <Button onClick={onClose}>{t(under === null ? 'app:cancel' : 'app:close')}</Button>
              {under === null && (
                <Button type="submit" appearance="primary">
                  {t(preview ? 'redriveDo' : 'preview')}
                </Button>
              )}
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  );
}

const previewOf = (body: Body) => call('POST /v1/quarantine/redrive/preview', { body });

function Foreseen({ preview: { items, count } }: { readonly preview: Preview }) {
  const { t } = useTranslation('quarantine');
  const readable = items.filter((item) => item.readable);
  return (
    <div role="status">
      <p>
        <strong>{t('foreseen', { readable: readable.length, of: items.length })}</strong>
        {count > items.length && ` ${t('foreseenOf', { count })}`}
      </p>
      <ul className={css.foreseen}>
        {items.slice(0, SHOWN).map(({ id, events, detail }) => (
          <li key={id}>{detail ?? events.map(({ title }) => title).join(', ')}</li>
        ))}
      </ul>
    </div>
  );
}

function Progress({ id }: { readonly id: string }) {
  const { t } = useTranslation('quarantine');
  const read = useQuery({
    ...ask('GET /v1/quarantine/redrives/:id', { id }),
    refetchInterval: ({ state: { data } }) => (data && data.underWay === 0 ? false : LOOK_MS),
  });
  const done = read.data?.underWay === 0;
  useEffect(() => {
    if (done) void invalidate('GET /v1/quarantine', 'GET /v1/quarantine/:id', 'GET /v1/status');
  }, [done]);
  if (!read.data) return read.isError ? <p role="alert">{read.error.message}</p> : <ProgressBar />;
  const { asked, redriven, refused, messages } = read.data;
  return (
    <div role="status">
      <ProgressBar value={asked === 0 ? 1 : (redriven + refused) / asked} />
      <p>{t('progress', { redriven, refused, asked })}</p>
      <ul className={css.foreseen}>
        {messages.map((message) => (
          <li key={message.id}>{message.detail}</li>
        ))}
      </ul>
    </div>
  );
}
