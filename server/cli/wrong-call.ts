/** The command cannot be understood: tells what is wrong and how it is right. */
export class WrongCall extends Error {
  override name = 'WrongCall';
}
