import type { FC } from 'hono/jsx';
import { Button } from '../../ui/components.tsx';
import { Choice } from '../../ui/fields.tsx';
import { formatMoment } from '../../ui/format.ts';
import type { Locale } from '../../ui/texts.ts';
import { DIRECTIONS } from '../contact.ts';
import { contactPageTexts } from '../contact-texts.ts';
import type { ContactView, TextView } from '../contact-view.server.ts';
import type { Told } from './contact.tsx';
import { HotkeyButton } from './hotkey-button.tsx';
import { DraftButton } from './new-contact.tsx';

/** What was said, in the order it was. */
export const Said: FC<{ texts: readonly TextView[]; locale: Locale }> = ({ texts, locale }) => {
  const t = contactPageTexts[locale].texts;
  if (texts.length === 0) return <p class="empty">{t.empty}</p>;
  return (
    <ol class="said">
      {texts.map((text) => (
        <li class={`said-one said-one--${text.direction}`}>
          <p class="said-who">
            <strong>{text.byAnother ? t.another : t[text.direction]}</strong>
            {text.author === null ? '' : ` · ${text.author}`} ·{' '}
            <time datetime={text.at.toString()}>{formatMoment(text.at)}</time>
            {text.principal === null ? '' : ` · ${t.about(text.principal)}`}
          </p>
          <div class="said-body" dir="auto">
            {text.body}
          </div>
        </li>
      ))}
    </ol>
  );
};

interface Props {
  readonly base: string;
  readonly view: ContactView;
  readonly told: Told | null;
  readonly locale: Locale;
}

/** Where one writes: kept as a draft while one types. */
export const WriteForm: FC<Props> = ({ base, view, told, locale }) => {
  const t = contactPageTexts[locale].texts;
  const given = told?.form === 'text' ? told.given : (view.draft ?? {});
  const { visit, templates } = view;
  const principals = new Map(visit.matters.map(({ principalId, principal }) => [principalId, principal]));
  const written = visit.channel === 'phone' || visit.channel === 'visit' ? 'in' : 'out';
  return (
    <form
      method="post"
      action={`${base}/texter`}
      id="skriv"
      class="write-form"
      data-draft={`${base}/utkast`}
      data-send
    >
      <input type="hidden" name="textId" value={given.textId ?? crypto.randomUUID()} />
      <label for="body">{t.answer}</label>
      <textarea
        id="body"
        name="body"
        rows={5}
        data-hotkey="a"
        aria-invalid={told?.errors.body === undefined ? undefined : 'true'}
      >
        {given.body ?? ''}
      </textarea>
      <DraftButton locale={locale} action={`${base}/utkast`} />
      <Choice
        id="direction"
        name="direction"
        legend={t.kind}
        value={given.direction ?? written}
        options={DIRECTIONS.map((each, index) => ({
          value: each,
          label: t.kinds[each],
          key: String(index + 1),
        }))}
      />
      <div class="write-row">
        {principals.size === 0 ? null : (
          <div class="field">
            <label for="principalId">{t.principal}</label>
            <select id="principalId" name="principalId">
              <option value="">{t.wholeOffice}</option>
              {[...principals].map(([id, name]) => (
                <option value={id} selected={given.principalId === String(id)}>
                  {name}
                </option>
              ))}
            </select>
          </div>
        )}
        {templates.length === 0 ? null : (
          <div class="field">
            <label for="mall">{t.template}</label>
            <div class="with-template">
              <select id="mall" name="mall">
                <option value="">{t.noTemplate}</option>
                {templates.map(({ id, name }) => (
                  <option value={id}>{name}</option>
                ))}
              </select>
              <button type="submit" class="link" formaction={`${base}/mall`} formnovalidate>
                {t.useTemplate}
              </button>
            </div>
          </div>
        )}
      </div>
      <div class="write-buttons">
        <Button>{t.save}</Button>
        {visit.closedAt === null && visit.channel !== 'visit' ? (
          <HotkeyButton hotkey="d" kind="quiet" formaction={`${base}/svara`}>
            {t.saveAndClose}
          </HotkeyButton>
        ) : null}
      </div>
    </form>
  );
};
