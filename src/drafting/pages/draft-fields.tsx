import type { FC } from 'hono/jsx';
import { Amended, Basics, type FieldsProps, Parties } from './draft-basics.tsx';
import { Days, Offices } from './draft-scope.tsx';
import { TaskRows } from './draft-tasks.tsx';
import { Contacts, Terms } from './draft-terms.tsx';

/** The whole form but its buttons. An amendment shows the agreement and asks for the new version alone. */
export const DraftFields: FC<FieldsProps> = (props) => (
  <>
    {props.draft.amends === null ? <Basics {...props} /> : <Amended {...props} />}
    {props.draft.amends === null ? <Parties {...props} /> : null}
    <Days {...props} />
    <Offices {...props} />
    <TaskRows {...props} />
    <Terms {...props} />
    <Contacts {...props} />
  </>
);
