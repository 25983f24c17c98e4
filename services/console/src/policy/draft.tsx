import { Button } from '@fluentui/react-components';
import type { ReplayFigures } from '@demarc/contracts';
import { useCallback, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrafts } from '../act/drafts.js';
import type { AnswerAt } from '../api/call.js';
import { Panel } from '../parts/panel.js';
import { usePermitted } from '../session/me.js';
import { BeginDraft } from './begin-draft.js';
import css from './draft.module.css';
import { FindingList } from './finding-list.js';
import { type EditorHandle, PolicyEditor } from './policy-editor.js';
import { ProposeDialog } from './propose-dialog.js';
import { PublishDialog } from './publish-dialog.js';
import { Trial } from './trial.js';
import { usePersons } from './use-proposals.js';
import { useCheck } from './use-check.js';

interface DraftProps {
  readonly policies: AnswerAt<'GET /v1/policies'>['items'];
  /** What a draft is most likely made of. */
  readonly base: string;
}

const KEPT_AS = 'policy';

/** A policy that is being written: checked while one writes, tried on what has happened, and published. */
export default function Draft({ policies, base }: DraftProps) {
  const drafts = useDrafts();
  const [text, setText] = useState(() => String(drafts.read(KEPT_AS)['text'] ?? ''));
  const write = useCallback(
    (written: string) => {
      setText(written);
      if (written === '') drafts.forget(KEPT_AS);
      else drafts.keep(KEPT_AS, { text: written });
    },
    [drafts],
  );
  if (text === '') return <BeginDraft policies={policies} base={base} onBegin={write} />;
  return <DraftDesk policies={policies} text={text} onText={write} />;
}

interface DraftDeskProps {
  readonly policies: DraftProps['policies'];
  readonly text: string;
  readonly onText: (text: string) => void;
}

function DraftDesk({ policies, text, onText }: DraftDeskProps) {
  const { t } = useTranslation('policy');
  const mayPublish = usePermitted('keep-policies');
  const mayTry = usePermitted('replay-policies');
  const persons = usePersons();
  const [publishing, setPublishing] = useState(false);
  const [tried, setTried] = useState<{ readonly text: string; readonly figures: ReplayFigures } | null>(null);
  const editor = useRef<EditorHandle>(null);
  const described = useId();
  // A policy that changes one that is for a customer only is for that customer too.
  const tenant = policies.find(({ version }) => version === extendedBy(text))?.tenant ?? null;
  const checked = useCheck(text, tenant);
  const findings = checked.data?.findings ?? [];
  const isSound = checked.data?.policy != null && findings.length === 0 && !checked.data.isOld;
  return (
    <>
      <div className={css.columns}>
        <Panel
          title={t('draft.title')}
          aside={
            <span className={css.actions}>
              <Button appearance="subtle" onClick={() => onText('')}>
                {t('draft.discard')}
              </Button>
              {mayPublish && (
                <Button appearance="primary" disabledFocusable={!isSound} onClick={() => setPublishing(true)}>
                  {t(persons === 1 ? 'publish.open' : 'propose.open')}
                </Button>
              )}
            </span>
          }
        >
          <PolicyEditor ref={editor} text={text} onText={onText} findings={findings} describedBy={described} />
        </Panel>
        <FindingList id={described} checked={checked} onGoTo={(line) => editor.current?.goTo(line)} />
      </div>
      {mayTry && (
        <Trial document={text} isSound={isSound} tenant={tenant} onTried={(figures) => setTried({ text, figures })} />
      )}
      {publishing && persons === 2 && checked.data?.policy && (
        <ProposeDialog
          document={text}
          version={checked.data.policy.version}
          tenant={tenant}
          figures={tried?.text === text ? tried.figures : null}
          onProposed={() => onText('')}
          onClose={() => setPublishing(false)}
        />
      )}
      {publishing && persons === 1 && checked.data?.policy && (
        <PublishDialog
          document={text}
          version={checked.data.policy.version}
          tenant={tenant}
          onPublished={() => onText('')}
          onClose={() => setPublishing(false)}
        />
      )}
    </>
  );
}

const extendedBy = (text: string): string | undefined => /^extends:\s*['"]?([^'"\s]+)/m.exec(text)?.[1];
