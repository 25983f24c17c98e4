import { ROUTES, YAML_MEDIA_TYPE } from '@demarc/contracts';
import { instantOf } from '@demarc/domain';
import { PROBE_FORMATS, type Probe, type ProbeFormat, formatOfProbe, probeArea } from '../area-probe.js';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { areaRulesText, unmatchedText } from '../print/area-tables.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfTenant {
  readonly tenant: string;
}

interface TestOptions extends OfTenant, Omit<Probe, 'labels' | 'at'> {
  readonly label?: Probe['labels'];
  readonly format?: ProbeFormat;
}

interface UnmatchedOptions {
  readonly tenant?: string;
  readonly days?: string;
}

export const areaCommand: CommandFile = (program, act) => {
  const area = program
    .command('area')
    .description('What events are about: the rules, and what they did not know')
    .addHelpText(
      'after',
      examples(
        ['area unmatched', 'what no rule knew'],
        ['area test --tenant contoso --title "SAP is down"', 'which rule would hold'],
        ['area set rules.yaml --tenant contoso', 'rules of your own'],
      ),
    );

  area
    .command('rules')
    .description('The rules of a tenant and those that come with Demarc, in their order')
    .requiredOption('--tenant <name>', 'whose')
    .addHelpText('after', examples(['area rules --tenant contoso', 'all of them']))
    .action(
      act(async (session: Session, { tenant }: OfTenant) => {
        const { body } = await session.api.call(ROUTES.readAreaRules, { params: { tenant } });
        session.show(body, () => areaRulesText(body, session));
        return EXIT.ok;
      }),
    );

  area
    .command('set')
    .description("Replace a tenant's own rules. Nothing is changed when the file has a mistake")
    .argument('<file>', 'a list of rules, YAML or JSON; `-` is standard input; an empty list takes them all away')
    .requiredOption('--tenant <name>', 'whose')
    .addHelpText('after', examples(['area set rules.yaml --tenant contoso', 'in force within a second']))
    .action(
      act(async (session: Session, file: string, { tenant }: OfTenant) => {
        const bytes = await readInput(file, session.io);
        const request = { params: { tenant }, body: bytes, mediaType: YAML_MEDIA_TYPE };
        const { body } = await session.api.call(ROUTES.putAreaRules, request);
        const { length } = body.own;
        session.show(
          body,
          () => `${session.style.green('done')}  ${tenant} has ${length} ${length === 1 ? 'rule' : 'rules'} of its own`,
        );
        return EXIT.ok;
      }),
    );

  area
    .command('test')
    .description('Which rule would hold for an event. Nothing is sent')
    .requiredOption('--tenant <name>', 'whose rules')
    .requiredOption('--title <text>', 'its title')
    .option('--label <name=value>', 'one of its labels; may be given several times', collectLabel)
    .option('--category <text>', 'its category')
    .option('--resource-type <text>', 'the type of resource it is about')
    .option('--service <name>', 'the service it is about')
    .option('--service-source <name>', "for Defender's alerts: the product that saw it")
    .option('--format <name>', `${PROBE_FORMATS.join(', ')}; default: what fits`, oneOf(PROBE_FORMATS))
    .addHelpText(
      'after',
      examples(
        ['area test --tenant contoso --title "SAP is down"', 'an incident report'],
        ['area test --tenant contoso --title "No answer" --label alertname=SapDown', 'an alert of Alertmanager'],
      ),
    )
    .action(
      act(async (session: Session, { tenant, label = {}, format, ...said }: TestOptions) => {
        const { own } = (await session.api.call(ROUTES.readAreaRules, { params: { tenant } })).body;
        const probe = { ...said, labels: label, at: instantOf(session.io.now()) };
        const readAs = format ?? formatOfProbe(probe);
        const result = probeArea(probe, readAs, tenant, own);
        const shipped = probeArea(probe, readAs, tenant, []);
        session.show({ ...result, withoutOwnRules: { area: shipped.area, from: shipped.from } }, () => {
          const { style } = session;
          const other =
            shipped.from === result.from ? '' : `; without ${tenant}'s rules: ${shipped.area} (${shipped.from})`;
          const notes = [...result.remarks, `read as ${result.format}${other}`];
          return [`${style.bold(result.area)}  ${result.from}`, ...notes.map((note) => style.dim(note))].join('\n');
        });
        return EXIT.ok;
      }),
    );

  area
    .command('unmatched')
    .description('Recent incidents that no rule could place, alike ones together')
    .option('--tenant <name>', 'only of this tenant')
    .option('--days <number>', 'how far back; default: 30')
    .addHelpText('after', examples(['area unmatched --tenant contoso --days 7', 'of the last week']))
    .action(
      act(async (session: Session, { tenant, days }: UnmatchedOptions) => {
        const query = { ...(tenant && { tenant }), ...(days && { days }) };
        const { body } = await session.api.call(ROUTES.listUnmatchedAreas, { query });
        session.show(body, () => unmatchedText(body, session));
        return EXIT.ok;
      }),
    );
};

function collectLabel(text: string, before: Probe['labels'] = {}): Probe['labels'] {
  const [name = '', ...value] = text.split('=');
  if (name.trim() !== '' && value.length > 0) return { ...before, [name.trim()]: value.join('=') };
  throw usage(`"${text}" is no label.`, 'Write it as --label name=value.');
}
