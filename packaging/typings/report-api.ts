import ts from 'typescript';

const printer = ts.createPrinter({ removeComments: true, omitTrailingSemicolon: false });

/** What the modules offer to whoever imports them, as text: each name with its declaration, in the order of the alphabet. */
export function reportApi(modules: Readonly<Record<string, string>>): string {
  const program = ts.createProgram(Object.values(modules), {
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
  });
  const checker = program.getTypeChecker();
  return Object.entries(modules)
    .map(([entry, file]) => {
      const source = program.getSourceFile(file);
      const symbol = source && checker.getSymbolAtLocation(source);
      const names = symbol ? checker.getExportsOfModule(symbol).toSorted((a, b) => (a.name < b.name ? -1 : 1)) : [];
      return `## ${entry}\n\n\`\`\`ts\n${names.map((name) => declarationsOf(name, checker)).join('\n')}\n\`\`\`\n`;
    })
    .join('\n');
}

function declarationsOf(name: ts.Symbol, checker: ts.TypeChecker): string {
  const symbol = name.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(name) : name;
  const texts = (symbol.declarations ?? []).map((declaration) => {
    const statement = ts.isVariableDeclaration(declaration) ? declaration.parent.parent : declaration;
    const shown = ts.isClassDeclaration(statement) ? withoutPrivate(statement) : statement;
    return printer.printNode(ts.EmitHint.Unspecified, shown, statement.getSourceFile());
  });
  const renamed = symbol.name === name.name ? '' : `// as ${name.name}\n`;
  return renamed + [...new Set(texts)].join('\n');
}

/** What is private to a class may change without anybody's notice. */
function withoutPrivate(declaration: ts.ClassDeclaration): ts.ClassDeclaration {
  const { modifiers, name, typeParameters, heritageClauses, members } = declaration;
  const open = members.filter(
    (member) =>
      !(member.name && ts.isPrivateIdentifier(member.name)) &&
      !(ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Private),
  );
  return ts.factory.updateClassDeclaration(declaration, modifiers, name, typeParameters, heritageClauses, open);
}
