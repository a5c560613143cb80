import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { InputFile } from '../../../server/local/code-writer/index.ts';
import { planFor } from '../../../server/local/code-writer/table/plan-for.ts';
import type { Plan } from '../../../server/local/code-writer/table/plan.ts';
import { filterText } from '../../../server/local/code-writer/table/python/write-filters.ts';
import { chartFor } from '../../../server/local/code-writer/table/chart-for.ts';
import { cities, fileOf, people, sales } from './tables.ts';

describe('a question about a table', () => {
  understands(sales, {
    'What is the mean unit price by region?': 'mean(Unit Price) by Region, bar',
    'average unit price per region': 'mean(Unit Price) by Region, bar',
    'Can you give me the avg. Unit Price for each Region, please?': 'mean(Unit Price) by Region, bar',
    'mean of unit_price grouped by region': 'mean(Unit Price) by Region, bar',
    'For every region, what is the average price?': 'mean(Unit Price) by Region, bar',
    'avrage pric by regoin': 'mean(Unit Price) by Region, bar',
    'average prise by regoin': 'mean(Unit Price) by Region, bar',
    'mean price': 'mean(Unit Price)',
    'What\'s the average "Unit Price"?': 'mean(Unit Price)',
    'median quantity': 'median(Quantity)',
    'total revenue': 'sum(Revenue)',
    'How much revenue did we make in total?': 'sum(Revenue)',
    'sum up the quantity': 'sum(Quantity)',
    'What was our total turnover in 2024?': 'sum(Revenue) where Order Date is in 2024',
    'revenue in March 2024': 'sum(Revenue) where Order Date is in March 2024',
    'total revenue since 2024-03-01': 'sum(Revenue) where Order Date is not before 2024-03-01',
    'total revenue before 2025': 'sum(Revenue) where Order Date is before 2025-01-01',
    'total quantity between 2024-01-01 and 2024-02-29':
      'sum(Quantity) where Order Date is between 2024-01-01 and 2024-02-29',
    'max unit price': 'max(Unit Price)',
    'minimum and maximum of revenue': 'min(Revenue), max(Revenue)',
    'what is the highest revenue?': 'max(Revenue)',
    'standard deviation of quantity': 'std(Quantity)',
    'mean, median and sum of quantity by product': 'mean(Quantity), median(Quantity), sum(Quantity) by Product, bar',
    'mean price and total quantity by region':
      'mean(Unit Price), sum(Unit Price), mean(Quantity), sum(Quantity) by Region, bar',
    'How many orders are there?': 'count',
    'how many rows does the table have': 'count',
    'number of orders per region': 'count by Region, bar',
    'count by product': 'count by Product, bar',
    'How many orders over 1,000 revenue?': 'count where Revenue is above 1000',
    'how many different customers are there': 'values of Customer',
    'how many customers do we have per region': 'distinct(Customer) by Region, bar',
    'which products are there?': 'values of Product',
    'list the regions': 'values of Region',
    'which region has the highest total revenue?': 'sum(Revenue) by Region, most first, the first, bar',
    'Which region sold the least?': 'sum(Quantity) by Region, least first, the first, bar',
    'what product has the most revenue': 'sum(Revenue) by Product, most first, the first, bar',
    'top 3 products by revenue': 'sum(Revenue) by Product, most first, 3, bar',
    'top two regions by average price': 'mean(Unit Price) by Region, most first, 2, bar',
    'show me the 3 orders with the highest revenue': '3 rows with most Revenue',
    'most expensive product': '1 rows with most Unit Price',
    'What are the 2 cheapest products?': '2 rows with least Unit Price',
    'most common product': 'count by Product, most first, the first, bar',
    'which customer ordered most often?': 'count by Customer, most first, the first, bar',
    'share of revenue by product': 'sum(Revenue) by Product, share, pie',
    'what percentage of revenue comes from the North?': 'sum(Revenue) by Region, share, of North, pie',
    'percentage of orders per product': 'count by Product, share, pie',
    'pie chart of revenue by region': 'sum(Revenue) by Region, share, pie',
    'revenue by month': 'sum(Revenue) by month of Order Date, line',
    'monthly revenue': 'sum(Revenue) by month of Order Date, line',
    'How did the revenue develop over time?': 'sum(Revenue) by day of Order Date, line',
    'Plot the quarterly quantity': 'sum(Quantity) by quarter of Order Date, line',
    'average revenue per weekday': 'mean(Revenue) by weekday of Order Date, bar',
    'total revenue per year': 'sum(Revenue) by year of Order Date, line',
    'which month had the highest revenue?': 'sum(Revenue) by month of Order Date, most first, the first, line',
    'draw a bar chart of quantity by region': 'sum(Quantity) by Region, bar',
    'line chart of revenue over time as png': 'sum(Revenue) by day of Order Date, line, png',
    'visualise revenue per customer': 'sum(Revenue) by Customer, bar',
    'median quantity for Gadget': 'median(Quantity) where Product is Gadget',
    'mean quantity where product is gizmo': 'mean(Quantity) where Product is Gizmo',
    'total revenue in the North': 'sum(Revenue) where Region is North',
    'sum of quantity where region is not North': 'sum(Quantity) where Region is not North',
    'total revenue without widgets': 'sum(Revenue) where Product is not Widget',
    'mean revenue for orders with quantity at least 10': 'mean(Revenue) where Quantity is at least 10',
    'total revenue where quantity is between 5 and 50': 'sum(Revenue) where Quantity is between 5 and 50',
    'average revenue for widgets in the South': 'mean(Revenue) where Product is Widget and Region is South',
    'compare North and South by revenue': 'sum(Revenue) by Region where Region is North or South, bar',
    'compare the revenue of the regions': 'sum(Revenue) by Region, bar',
    'orders with revenue above 2000': 'list where Revenue is above 2000',
    'show all orders from Anna': 'list where Customer is Anna',
    'correlation between unit price and quantity': 'correlation of Unit Price and Quantity',
    'plot revenue against quantity': 'correlation of Quantity and Revenue',
    'histogram of quantity': 'histogram of Quantity',
    'How is the revenue distributed?': 'histogram of Revenue',
    'describe the data': 'description of Unit Price, Quantity, Revenue',
    'Give me a summary of sales.csv': 'description of Unit Price, Quantity, Revenue',
    'revenue by region and product': 'sum(Revenue) by Region, bar, remark',
    'mean of the number thing': 'nothing',
    "what's the average?": 'asks: Which column do you mean: Unit Price, Quantity or Revenue?',
    'What does the contract say about refunds?': 'nothing',
    'Who wrote this?': 'nothing',
    hello: 'nothing',
  });

  understands(people, {
    'average salary by department': 'mean(salary) by department, bar',
    'who has the highest salary?': '1 rows with most salary',
    'who earns the most': '1 rows with most salary',
    'oldest employee': '1 rows with most age',
    'youngest person in IT': '1 rows with least age where department is IT',
    'how many people are older than 35?': 'count where age is above 35',
    'who is older than 40?': 'list where age is above 40',
    'total salary in the IT department': 'sum(salary) where department is IT',
    'which department has the most employees?': 'count by department, most first, the first, bar',
    'average salary and age by department': 'mean(salary), mean(age) by department, bar',
    'median salary in Berlin or Köln': 'median(salary) where city is Berlin or Köln',
    'number of employees per department': 'count by department, bar',
    'percentage of employees in Sales': 'count by department, share, of Sales, pie',
    'plot salary by name': 'value(salary) by name, bar',
    'bar chart of the ages': 'value(age) by name, bar',
    'salary vs age': 'correlation of age and salary',
  });

  understands(cities, {
    'total population by country': 'sum(population) by country, bar',
    'largest city by population': '1 rows with most population',
    'cities with population over 200000': 'list where population is above 200000',
    'cities with more than 200,000 inhabitants': 'list where population is above 200000',
    'how many cities are in Norway?': 'count where country is Norway',
    'show a bar chart of the population': 'value(population) by city, bar',
  });

  it('asks back where it fits several columns alike', () => {
    const table = fileOf('prices.csv', 'item,list price,sale price\na,3,2\nb,5,4\n');
    assert.equal(
      summary(planFor('What is the average price?', [table])),
      'asks: Which column do you mean: list price or sale price?',
    );
    assert.equal(summary(planFor('What is the average sale price?', [table])), 'mean(sale price)');
  });

  it('takes the file it names, else the one it fits', () => {
    assert.equal(planFor('mean age', [sales, people])?.table.fileName, 'people.csv');
    assert.equal(planFor('mean age', [people, sales])?.table.fileName, 'people.csv');
    assert.equal(planFor('total revenue', [people, cities, sales])?.table.fileName, 'sales.csv');
    const other = fileOf('older.csv', 'age\n1\n2\n');
    assert.equal(planFor('mean age in older.csv', [other, people])?.table.fileName, 'older.csv');
    assert.equal(planFor('mean age', [other, people])?.table.fileName, 'people.csv', 'the latest of equals');
  });

  it('leaves questions alone that only sound like one when there is text to search', () => {
    const text = fileOf('policy.txt', 'Refunds take 30 days.');
    assert.equal(planFor("what's the average?", [text, sales]), undefined);
    assert.equal(planFor('What is the total duration of the warranty?', [text, sales]), undefined);
    assert.equal(summary(planFor('total revenue', [text, sales])), 'sum(Revenue)');
  });
});

function understands(file: InputFile, phrasings: Record<string, string>): void {
  for (const [question, expected] of Object.entries(phrasings)) {
    it(`${file.name}: ${question}`, () => assert.equal(summary(planFor(question, [file])), expected));
  }
}

/** A plan in a line. */
function summary(plan: Plan | undefined): string {
  if (!plan) return 'nothing';
  const where = plan.filters.length > 0 ? ` where ${plan.filters.map(filterText).join(' and ')}` : '';
  switch (plan.kind) {
    case 'aggregate': {
      const measures = plan.measures
        .map(({ operation, column }) => `${operation}${column ? `(${column.name})` : ''}`)
        .join(', ');
      const { grouping } = plan;
      const by = grouping ? ` by ${grouping.period ? `${grouping.period} of ` : ''}${grouping.column.name}` : '';
      const first = plan.order !== 'natural' && (plan.wanted === 'first' || plan.limit) ? `${plan.order} first` : '';
      const wanted = plan.wanted === 'first' ? 'the first' : plan.wanted ? `of ${plan.wanted.join(', ')}` : '';
      const png = plan.imageFormat === 'png' ? 'png' : '';
      return [
        `${measures}${by}${where}`,
        first,
        plan.share ? 'share' : '',
        wanted,
        plan.limit,
        chartFor(plan),
        png,
        plan.remarks.length > 0 ? 'remark' : '',
      ]
        .filter(Boolean)
        .join(', ');
    }
    case 'rows':
      return `${plan.limit} rows with ${plan.order} ${plan.by.name}${where}`;
    case 'list':
      return `list${where}`;
    case 'describe':
      return `description of ${plan.columns.map(({ name }) => name).join(', ')}${where}`;
    case 'values':
      return `values of ${plan.column.name}${where}`;
    case 'correlation':
      return `correlation of ${plan.x.name} and ${plan.y.name}${where}`;
    case 'histogram':
      return `histogram of ${plan.column.name}${where}`;
    case 'ask':
      return `asks: ${plan.question}`;
  }
}
