import type { FC } from 'hono/jsx';
import { Input } from '../../ui/fields.tsx';
import type { Typed } from '../form.ts';

type Props = Parameters<typeof Input>[0] & { readonly typed: Typed };

/** A control that shows back what could not be read: as text, for a date or number field would hide it. */
export const DraftInput: FC<Props> = ({ typed, ...props }) => {
  const said = typed[props.name];
  if (said === undefined) return <Input {...props} />;
  const { type, ...rest } = props;
  return (
    <Input {...rest} type={type === 'date' || type === 'number' ? 'text' : (type ?? 'text')} value={said} />
  );
};
