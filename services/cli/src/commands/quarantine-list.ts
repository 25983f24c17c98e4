import { type QuarantineView, ROUTES } from '@demarc/contracts';
import { QUARANTINE_STATES, type QuarantineState } from '@demarc/domain';
import { someOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { moreText, type PageOptions, readPages, withPageOptions } from '../page-options.js';
import { quarantineListText } from '../print/quarantine-text.js';
import { type QuarantineFilterOptions, filterOf, withQuarantineFilter } from '../quarantine-filter.js';
import type { Session } from '../session.js';

interface ListOptions extends PageOptions, QuarantineFilterOptions {
  readonly state?: readonly QuarantineState[];
}

export const addQuarantineList: CommandFile = (quarantine, act) => {
  const list = quarantine.command('list', { isDefault: true }).description('The messages, newest first');
  withQuarantineFilter(list)
    .option(
      '--state <states>',
      `${QUARANTINE_STATES.join(', ')}; without it what is not worked`,
      someOf(QUARANTINE_STATES),
    )
    .addHelpText(
      'after',
      examples(
        ['quarantine', 'what nobody has worked'],
        ['quarantine --reason wrong-tenant', 'only these'],
        ['quarantine --state redriven,discarded', 'what was done'],
      ),
    );
  withPageOptions(list).action(
    act(async (session: Session, options: ListOptions) => {
      const filter = { ...filterOf(options), ...(options.state && { state: options.state }) };
      const page = await readPages<QuarantineView>(options, async (part) => {
        return (await session.api.call(ROUTES.listQuarantine, { query: { ...filter, ...part } })).body;
      });
      session.show(page, () => quarantineListText(page.items, session));
      const more = moreText(page);
      if (more && !session.json) session.remark(session.style.dim(more));
      return EXIT.ok;
    }),
  );
};
