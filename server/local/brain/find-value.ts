/** A parameter of a function as its schema describes it. */
export interface Parameter {
  name: string;
  type: string;
  required: boolean;
  nullable: boolean;
  options?: unknown[];
  description?: string;
  format?: string;
}

export interface Found {
  value: unknown;
  /** The words of the text it was read from. */
  used: string;
}

const months = 'january|february|march|april|may|june|july|august|september|october|november|december';
const date = new RegExp(
  String.raw`\b(?:\d{4}-\d{2}-\d{2}|\d{1,2}(?:st|nd|rd|th)?\.? (?:of )?(?:${months})(?: \d{4})?|(?:${months}) \d{1,2}(?:st|nd|rd|th)?(?:,? \d{4})?|today|tomorrow|yesterday|(?:next |on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b`,
  'i',
);
const capitalised = /(?<!^|[.!?]\s)\p{Lu}[\p{L}\p{N}'’.-]*(?: (?:\p{Lu}|of |de |the )[\p{L}\p{N}'’.-]*)*/gu;
/** Which words lead to an argument of some name. */
const leads: Record<string, string> = {
  from: 'from',
  origin: 'from',
  source: 'from',
  start: 'from',
  sender: 'from',
  to: 'to|into',
  destination: 'to|into',
  target: 'to|into',
  end: 'to|until',
  recipient: 'to',
};
const wholeTexts =
  /^(?:query|q|question|text|prompt|message|content|input|term|terms|keyword|keywords|topic|subject|body|title)$/;

/** The last word after a preposition, where it names something: "in lisbon", and not "at noon" or "for me". */
const lastNamed =
  /\b(?:in|for|at|of|about|to|on|with) ((?!(?:the|an?|me|my|it|us|all|now|once|least|noon|midnight|night|today|tomorrow|general|here|there)\b)\p{L}[\p{L}'’-]*)[.!?]*$/iu;

/** The value of a parameter as a text holds it, or undefined where it does not. */
export function findValue(text: string, parameter: Parameter): Found | undefined {
  if (parameter.options) return findOption(text, parameter.options);
  switch (parameter.type) {
    case 'number':
    case 'integer':
      return findNumber(text, parameter);
    case 'boolean':
      return new RegExp(String.raw`\b${words(parameter.name)}\b`, 'i').test(text)
        ? { value: true, used: '' }
        : undefined;
    case 'string':
      return findString(text, parameter);
    default:
      return undefined;
  }
}

function findOption(text: string, options: readonly unknown[]): Found | undefined {
  for (const value of options) {
    const used = new RegExp(String.raw`(?<![\p{L}\p{N}])${words(String(value))}(?![\p{L}\p{N}])`, 'iu').exec(text)?.[0];
    if (used !== undefined) return { value, used };
  }
  return undefined;
}

function findNumber(text: string, { name, type, required }: Parameter): Found | undefined {
  const number = String.raw`-?\d[\d,]*(?:\.\d+)?`;
  const named = new RegExp(
    String.raw`\b${words(name)}\W{0,3}(?:is |of |to )?(${number})|(${number})\s*${words(name)}`,
    'i',
  ).exec(text);
  const used = named?.[1] ?? named?.[2] ?? (required ? new RegExp(number).exec(text)?.[0] : undefined);
  if (used === undefined) return undefined;
  const value = Number(used.replaceAll(',', ''));
  return type === 'integer' && !Number.isInteger(value) ? undefined : { value, used };
}

function findString(text: string, parameter: Parameter): Found | undefined {
  const { name, format, required } = parameter;
  const plain = name.toLowerCase();
  if (format?.startsWith('date') || /date|day|when/.test(plain)) return found(date.exec(text)?.[0]);
  if (format === 'email' || plain.includes('email')) return found(/[\w.+-]+@[\w-]+\.[\w.-]*\w/.exec(text)?.[0]);
  if (format === 'uri' || /\burl$|link/.test(plain)) return found(/https?:\/\/[^\s<>"]+[^\s<>".,!?]/.exec(text)?.[0]);
  const named = new RegExp(String.raw`\b${words(name)}(?: is |: ?| = ?| )["“]?([\p{Lu}\d][\p{L}\p{N}'’.-]*)`, 'u').exec(
    text,
  )?.[1];
  const quoted = /["“”]([^"“”]+)["“”]/.exec(text)?.[1];
  if (/(?:^|_)(?:id|code|number|key)$|Id$/.test(name))
    return found(/#?([\w-]*\d[\w-]*)/.exec(text)?.[1]) ?? found(quoted ?? named);
  if (quoted ?? named) return found(quoted ?? named);
  // An optional argument is only taken where it is named.
  if (!required) return undefined;
  if (wholeTexts.test(plain))
    return found(/\b(?:for|about|that|saying|:)\s+(.+?)[.!?]*$/is.exec(text)?.[1] ?? text.trim());
  const lead = leads[plain];
  if (lead)
    return found(
      new RegExp(String.raw`\b(?:${lead}) (\p{L}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*)*)`, 'u').exec(text)?.[1],
    );
  return found(text.match(capitalised)?.[0]) ?? found(lastNamed.exec(text)?.[1]);
}

function found(used: string | undefined): Found | undefined {
  const value = used?.trim().replace(/[.,;:!?]+$/, '');
  return value ? { value, used: value } : undefined;
}

/** A name as it may stand in a text: `order_id` as "order id". */
function words(name: string): string {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
    .join(String.raw`[\s_-]*`);
}
