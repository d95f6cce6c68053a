//! Reads source files as far as the plan of the house needs: code without comments and texts, and the paths in it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The directory of the package.
pub(super) fn house() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A source file: as it stands, and its code alone.
pub(super) struct SourceFile {
    /// Path from the package's directory.
    pub(super) path: String,
    pub(super) raw: String,
    code: String,
}

impl SourceFile {
    pub(super) fn new(path: &str, raw: &str) -> Self {
        Self {
            path: path.to_owned(),
            raw: raw.to_owned(),
            code: without_comments_and_texts(raw),
        }
    }

    /// Whether the code has this word or path, not as a part of a longer one.
    pub(super) fn has_word(&self, word: &str) -> bool {
        places(&self.code, word).next().is_some()
    }

    /// Whether a path in the code begins with this crate.
    pub(super) fn names_crate(&self, name: &str) -> bool {
        places(&self.code, name).any(|at| {
            let (before, after) = (self.code[..at].trim_end(), &self.code[at + name.len()..]);
            let is_head = !before.ends_with("::") && !before.ends_with('.');
            is_head
                && (after.starts_with("::") || (before.ends_with("use") && after.starts_with(';')))
        })
    }
}

/// Where `word` stands by itself.
fn places<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word)
        .map(|(at, _)| at)
        .filter(move |at| {
            let before = code[..*at].chars().next_back();
            let after = code[*at + word.len()..].chars().next();
            !before.is_some_and(is_part) && !after.is_some_and(is_part)
        })
}

/// All source files below a directory of the package, by path.
pub(super) fn sources(below: &str) -> Vec<SourceFile> {
    let mut files = Vec::new();
    collect(&house().join(below), &mut files);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(!files.is_empty(), "no files below {below}");
    files
}

fn collect(folder: &Path, files: &mut Vec<SourceFile>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = path
                .strip_prefix(house())
                .unwrap()
                .to_string_lossy()
                .replace('\\', "/");
            files.push(SourceFile::new(&name, &fs::read_to_string(&path).unwrap()));
        }
    }
}

/// The code with comments left out and every text emptied.
fn without_comments_and_texts(raw: &str) -> String {
    let chars: Vec<char> = raw.chars().collect();
    let mut code = String::with_capacity(raw.len());
    let mut at = 0;
    while at < chars.len() {
        let rest = &chars[at..];
        let skipped = match rest {
            ['/', '/', ..] => rest.iter().position(|c| *c == '\n').unwrap_or(rest.len()),
            ['/', '*', ..] => block_comment(rest),
            ['r', '"' | '#', ..] if !code.ends_with(is_name) => raw_text(rest),
            ['"', ..] => text(rest),
            ['\'', '\\', ..] => {
                2 + rest[2..]
                    .iter()
                    .skip(1)
                    .position(|c| *c == '\'')
                    .map_or(0, |end| end + 2)
            }
            ['\'', _, '\'', ..] => 3,
            _ => 0,
        };
        if skipped == 0 {
            code.push(chars[at]);
            at += 1;
        } else {
            code.push(' ');
            at += skipped;
        }
    }
    code
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => {
                depth += 1;
                at += 2;
            }
            ['*', '/', ..] => {
                depth -= 1;
                at += 2;
                if depth == 0 {
                    return at;
                }
            }
            _ => at += 1,
        }
    }
    at
}

fn text(rest: &[char]) -> usize {
    let mut at = 1;
    while at < rest.len() {
        match rest[at] {
            '\\' => at += 2,
            '"' => return at + 1,
            _ => at += 1,
        }
    }
    at
}

fn raw_text(rest: &[char]) -> usize {
    let hashes = rest[1..].iter().take_while(|c| **c == '#').count();
    if rest.get(1 + hashes) != Some(&'"') {
        return 0;
    }
    let mut at = 2 + hashes;
    while at < rest.len() {
        let closes = rest[at] == '"'
            && rest[at + 1..]
                .iter()
                .take(hashes)
                .filter(|c| **c == '#')
                .count()
                == hashes;
        at += 1;
        if closes {
            return at + hashes;
        }
    }
    at
}

/// What a file names of the house.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Modules at the top of the crate.
    pub(super) rooms: BTreeSet<String>,
    /// Paths of `super` that reach the top of the crate, where nobody sees which module they mean.
    pub(super) escapes: Vec<String>,
}

/// The modules at the top of the crate that the code names, by `crate::` or, in `main`, by the crate's name.
pub(super) fn uses(file: &SourceFile, rooms: &BTreeSet<&str>) -> Uses {
    let mut found = Uses::default();
    for root in ["crate", "pakownia"] {
        for at in places(&file.code, root) {
            let rest = file.code[at + root.len()..].trim_start();
            if let Some(path) = rest.strip_prefix("::") {
                first_names(path, &mut found.rooms);
            }
        }
    }
    found.rooms.retain(|name| rooms.contains(name.as_str()));
    found.escapes = escapes(file);
    found
}

/// The first name of each path behind `crate::`, through one pair of braces.
fn first_names(path: &str, names: &mut BTreeSet<String>) {
    let path = path.trim_start();
    let Some(inside) = path.strip_prefix('{') else {
        names.insert(path.chars().take_while(|c| is_name(*c)).collect());
        return;
    };
    let (mut depth, mut is_first) = (1, true);
    let mut name = String::new();
    for c in inside.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => is_first = true,
            c if is_name(c) && depth == 1 && is_first => name.push(c),
            c if !c.is_whitespace() && depth == 1 => is_first = false,
            _ => {}
        }
        if !name.is_empty() && (!is_first || depth == 0 || c == ',') {
            names.insert(std::mem::take(&mut name));
        }
        if depth == 0 {
            return;
        }
    }
}

/// Chains of `super` as long as the file lies deep. A module inside the file lies one deeper.
fn escapes(file: &SourceFile) -> Vec<String> {
    let steps = file
        .path
        .trim_start_matches("src/")
        .trim_end_matches("/mod.rs")
        .trim_end_matches(".rs");
    let depth = steps.split('/').count();
    let inner = file.code.find("mod tests {").unwrap_or(file.code.len());
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(at) = file.code[from..].find("super::").map(|at| from + at) {
        let mut chain = 0;
        while file.code[at + chain * "super::".len()..].starts_with("super::") {
            chain += 1;
        }
        if chain >= depth + usize::from(at > inner) {
            found.push(
                file.code[at..]
                    .chars()
                    .take_while(|c| is_name(*c) || *c == ':')
                    .collect(),
            );
        }
        from = at + "super::".len() * chain.max(1);
    }
    found
}
