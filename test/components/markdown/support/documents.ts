/** Markdown as assistants write it: each thing at least once, and next to others. */
export const documents: readonly string[] = [
  `# Quarterly report

Revenue rose by **12.5 %** to *$4.2 million* — about ~5 % more than ~~planned~~ expected. See \`report.xlsx\` or
[the summary](https://example.com/summary "Summary"), and compare https://example.org/data_set.

## Details

1. First item with \`inline code\`
2. Second item
   - nested **bold *and italic* text**
   - another
     line of the same item
3. Third

> A quote with [a link](https://example.com)
> and a second line.
>
> - a list in it

---

| Name | Share | Note |
|:-----|------:|:----:|
| Alpha | 10 % | \`a \\| b\` |
| *Beta* | 20 % | [x](https://example.com/x) |

\`\`\`python
def total(values):
    # sum of **all** values
    return sum(values)  # <b>not bold</b>
\`\`\`

Done.
`,
  `The chart is ready【4:0†source】. Download it: [chart.png](sandbox:/mnt/data/chart.png) or sandbox:/mnt/data/sums.csv.

- [x] load data
- [ ] draw *chart*

A footnote[^1] and another[^note].

[^1]: The first one.
[^note]: The second, with \`code\`.

    And a second paragraph.

Formula $e^{i\\pi} + 1 = 0$, prices $5 and $10, \\(a^2 + b^2\\) and

$$
\\sum_{i=1}^n i = \\frac{n(n+1)}{2}
$$

\\[
x = 1
\\]
`,
  `Setext heading
==============

Another one
---

Paragraph that goes
over lines\\
with a break  
and another.

    indented code

    more of it

* loose

* list

+ other bullet
+ [reference][ref] and [ref] and ![image](https://example.com/i.png)

[ref]: https://example.com/reference 'Title'

<div class="raw">*raw*</div>

Inline <b>html</b> &amp; entities &copy; &hellip; &lt;.
`,
  `مرحبا **بالعالم** مع English في الوسط.

- عنصر أول
- second item

日本語のテキスト【注意】と**強調**です。絵文字 👩‍👩‍👧 *𝒳*。
`,
  `Text | with | bars
--- | --- | ---
1 | 2 | 3

Not a table | just text.
Next line.

1986\\. A great year. (see [1], [2][3], arr[i][j], f(x) = 2*3 *4)

***bold italic*** __strong__ _em_ snake_case_word **bold**text "*quoted*" \`\`a \` b\`\` ~one~

- a

  - b


  c
- d
`,
];
