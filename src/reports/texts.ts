import { catalogue } from '../ui/texts.ts';
import { english } from './texts-en.ts';
import { swedish } from './texts-sv.ts';

export const reportTexts = catalogue(swedish, english);
