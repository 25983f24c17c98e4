import { writeFile } from 'node:fs/promises';
import { REPORT_GROUPS, ROUTES, reportCsv } from '@demarc/contracts';
import { PARTIES, type Party } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { reportText } from '../print/report-text.js';
import type { Session } from '../session.js';

interface ReportOptions {
  readonly from?: string;
  readonly until?: string;
  readonly tenant?: string;
  readonly party?: Party;
  readonly by?: (typeof REPORT_GROUPS)[number];
  readonly csv?: boolean;
  readonly output?: string;
}

export const reportCommand: CommandFile = (program, act) => {
  program
    .command('report')
    .description('What happened in a period: incidents, times, breaches, handovers and notices of both parties')
    .option('--from <moment>', 'such as 2026-11-01; default: thirty days before the end')
    .option('--until <moment>', 'default: now')
    .option('--tenant <name>', 'of one customer')
    .option('--party <party>', 'of what it holds now', oneOf(PARTIES))
    .option('--by <what>', `how incidents are counted: ${REPORT_GROUPS.join(', ')}`, oneOf(REPORT_GROUPS))
    .option('--csv', 'a row for each figure')
    .option('-o, --output <file>', 'to a file')
    .addHelpText(
      'after',
      examples(
        ['report --tenant contoso', 'the last thirty days'],
        ['report --from 2026-11-01 --until 2026-12-01 --by clause', 'a month, clause by clause'],
        ['report --csv -o november.csv', 'for a spreadsheet'],
      ),
    )
    .action(
      act(async (session: Session, { from, until, tenant, party, by, csv, output }: ReportOptions) => {
        if (csv && session.json) throw usage('--csv and --json are two forms of one output; give one of them.');
        const query = { from: momentOf(from), until: momentOf(until), tenant, party, groupBy: by };
        const { body } = await session.api.call(ROUTES.readReport, { query });
        if (output !== undefined) {
          await writeFile(output, csv ? reportCsv(body) : `${JSON.stringify(body, null, 2)}\n`);
          session.remark(`Written to ${output}.`);
        } else if (csv) session.io.out(reportCsv(body));
        else session.show(body, () => reportText(body, session.style));
        return EXIT.ok;
      }),
    );
};

/** A day without a time is its begin. */
function momentOf(text: string | undefined): string | undefined {
  return text !== undefined && /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}
