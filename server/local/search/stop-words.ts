import { fold } from './terms.ts';

/** Words that ask, point or connect, and so say nothing about what is asked for. */
const words = `
a about above according after again all also am an and any anybody anyone anything are aren't as ask asked at be because been
before being below between both but by can can't could couldn't did didn't do does doesn't doing don't done down during each
either else etc ever happen happened happens every explain file files find for from further gave get gets give given gives go goes got had has hasn't
have haven't having he hello help her here hers herself hi him himself his how however i i'd i'll i'm i've if in into is isn't it
it's its itself just kindly know let let's like look many may me mean means mention mentioned mentions might mine more most much
must my myself need no nor not now of off ok okay on once one only or other our ours out over own per please quote quoted read
really said same say saying says see shall she should show shows so some somebody someone something state stated states still
such tell text than thank thanks that that's the their them then there there's these they this those through to too up upon us
use used using very want wants was wasn't way we we're were what what's whatever when when's where where's which while who who's
whom whose why will with within without won't would wouldn't yes you you'd you'll you're your yours yourself attached attachment
document documents upload uploaded
`;

/** The same in German, French and Spanish: a document need not be English. */
const foreign = `
aber als am an auch auf aus bei beim bin bis das dass dem den der des die dies diese dieser du durch ein eine einem einen einer er es
für gibt hat ich ihr im in ist kann lang lange man mein mich mir mit nach nicht noch nur oder sein seine sich sie sind so über um
und uns vom von wann war warum was welche welcher welches wem wen wenn wer werden wie wieviel wir wird wo wofür womit zu zum zur
au aux avec ce cette combien comment dans de des du elle en est et il je la le les leur lui mais mon ne nous on ou où par pas
pour pourquoi qu quand que quel quelle quelles quels qui quoi sa se ses son sont sur un une vous
al como con cual cuales cuando cuanto cuantos cómo cuál cuándo cuánto del dónde donde el ella ellos es esta este está ha hay las
lo los me mi muy más no nos para pero por porque qué quién sin son su sus te tiene una unos yo
`;

const folded = new Set(`${words} ${foreign}`.trim().split(/\s+/).map(fold));

/** @param word as written */
export function isStopWord(word: string): boolean {
  return folded.has(fold(word).replaceAll('’', "'"));
}
