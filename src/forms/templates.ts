import { type Definition, DefinitionSchema } from './definition.ts';
import application from './templates/ansokan-skatteverket.json' with { type: 'json' };
import preschool from './templates/forskola-fritidshem.json' with { type: 'json' };
import lodging from './templates/inackordering.json' with { type: 'json' };
import parking from './templates/parkeringstillstand.json' with { type: 'json' };
import toilet from './templates/toalett.json' with { type: 'json' };

let read: readonly Definition[] | undefined;

/** The forms that come with the program: the four tasks of the closed list (3 § lagen (2019:212)) and one that is passed on. */
export function templates(): readonly Definition[] {
  read ??= [preschool, lodging, toilet, parking, application].map((each) => DefinitionSchema.parse(each));
  return read;
}
