import { DocumentArrowUpRegular } from '@fluentui/react-icons/svg/document-arrow-up';
import { type DragEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import css from './import.module.css';

/** Where a file is dropped or chosen. */
export function FileDrop({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation('directory');
  const [over, setOver] = useState(false);
  const id = useId();
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file) onFile(file);
  };
  return (
    <label
      className={css.drop}
      htmlFor={id}
      data-over={over}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <DocumentArrowUpRegular aria-hidden />
      <b>{t('import.choose')}</b>
      <small>{t('import.drop')}</small>
      <input
        id={id}
        type="file"
        accept=".csv,text/csv"
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          // The same file, mended, can be chosen again.
          target.value = '';
        }}
      />
    </label>
  );
}
