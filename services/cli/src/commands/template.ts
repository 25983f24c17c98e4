import { type BodyOf, ROUTES, type TemplateView } from '@demarc/contracts';
import { CHANNEL_TYPES, type ChannelType, NOTICE_KINDS, type NoticeKind } from '@demarc/domain';
import { oneOf } from '../choice.js';
import { type CommandFile, examples } from '../command-file.js';
import { EXIT } from '../exit-code.js';
import { usage } from '../failure.js';
import { templatesText } from '../print/templates-text.js';
import { wordedText } from '../print/worded-text.js';
import { readInput } from '../read-input.js';
import type { Session } from '../session.js';

interface OfTemplate {
  readonly tenant: string;
  readonly kind: NoticeKind;
  readonly channel?: ChannelType;
  readonly language: string;
}

const TENANT = ['--tenant <name>', 'whose; `microsoft` for its own contacts'] as const;
const KIND = ['--kind <kind>', NOTICE_KINDS.join(', '), oneOf(NOTICE_KINDS)] as const;
const CHANNEL = [
  '--channel <channel>',
  `for this one only: ${CHANNEL_TYPES.join(', ')}; without it for all`,
  oneOf(CHANNEL_TYPES),
] as const;
const LANGUAGE = ['--language <language>', 'such as en or fr'] as const;

export const templateCommand: CommandFile = (program, act) => {
  const template = program
    .command('template')
    .description('How notices are worded: templates per kind, channel and language')
    .addHelpText(
      'after',
      examples(
        ['template list --tenant contoso', 'its own and those that ship'],
        ['template show --tenant contoso --kind offer --language fr > offer.liquid', 'to begin with'],
        ['template put offer.liquid --tenant contoso --kind offer --language fr', 'in use within seconds'],
        ['notices preview INC-7K3Q9-X2M4P --kind offer --language fr', 'how it reads'],
      ),
    );

  template
    .command('list')
    .description("A tenant's own templates, and those that ship")
    .requiredOption(...TENANT)
    .addHelpText('after', examples(['template list --tenant contoso', 'all of them']))
    .action(
      act(async (session: Session, { tenant }: { tenant: string }) => {
        const { body } = await session.api.call(ROUTES.listTemplates, { params: { tenant } });
        session.show(body, () => templatesText(body.items, session));
        return EXIT.ok;
      }),
    );

  template
    .command('show')
    .description('The text of the template that is used')
    .requiredOption(...TENANT)
    .requiredOption(...KIND)
    .requiredOption(...LANGUAGE)
    .option(...CHANNEL)
    .addHelpText('after', examples(['template show --tenant contoso --kind offer --language en', 'as it is now']))
    .action(
      act(async (session: Session, options: OfTemplate) => {
        const { body } = await session.api.call(ROUTES.listTemplates, { params: { tenant: options.tenant } });
        const used = usedOf(body.items, options);
        if (!used)
          throw usage(
            `There is no template for ${options.kind} in ${options.language}.`,
            'A contact of a language without one reads English.',
          );
        session.show(used, () => used.text.trimEnd());
        return EXIT.ok;
      }),
    );

  template
    .command('put')
    .description('Word the notices of a kind yourself; a mistake is told with its line, and nothing changes then')
    .argument('<file>', 'Liquid: `Subject: ...`, then sections that begin with `## `; `-` is standard input')
    .requiredOption(...TENANT)
    .requiredOption(...KIND)
    .requiredOption(...LANGUAGE)
    .option(...CHANNEL)
    .addHelpText('after', examples(['template put offer.liquid --tenant contoso --kind offer --language fr', 'yours']))
    .action(
      act(async (session: Session, file: string, { tenant, kind, channel, language }: OfTemplate) => {
        const text = Buffer.from(await readInput(file, session.io)).toString('utf8');
        const body: BodyOf<typeof ROUTES.putTemplate> = { kind, channel: channel ?? null, language, text };
        const answer = await session.api.call(ROUTES.putTemplate, { params: { tenant }, body });
        session.show(answer.body, () => `${wordedText(answer.body.sample, session.style)}\n\n${SAMPLE}`);
        return EXIT.ok;
      }),
    );

  template
    .command('delete')
    .description('Remove a template of your own: the shipped one is used again')
    .requiredOption(...TENANT)
    .requiredOption(...KIND)
    .requiredOption(...LANGUAGE)
    .option(...CHANNEL)
    .addHelpText('after', examples(['template delete --tenant contoso --kind offer --language fr', 'as it was']))
    .action(
      act(async (session: Session, { tenant, kind, channel, language }: OfTemplate) => {
        const query = { kind, language, ...(channel && { channel }) };
        const { body } = await session.api.call(ROUTES.removeTemplate, { params: { tenant }, query });
        session.show(body, () => `${session.style.green('done')}  ${kind} in ${language} is worded as it ships`);
        return EXIT.ok;
      }),
    );
};

const SAMPLE = 'This is a sample. How a real incident reads: demarc notices preview <incident> --kind <kind>';

/** As sending chooses: own for the channel, own for all, shipped for the channel, shipped for all. */
function usedOf(templates: readonly TemplateView[], { kind, channel, language }: OfTemplate) {
  const fitting = templates.filter((one) => one.kind === kind && one.language === language);
  for (const shipped of [false, true])
    for (const through of [channel ?? null, null]) {
      const found = fitting.find((one) => one.shipped === shipped && one.channel === through);
      if (found) return found;
    }
  return null;
}
