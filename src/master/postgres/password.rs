//! Where the password of a bench's account comes from. It is read for each connection and kept nowhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use tokio_postgres::Config;
use tokio_postgres::config::Host;

/// The environment variable that holds the password.
pub const VARIABLE: &str = "PAKOWNIA_MASTER_PASSWORD";

/// Why there is no password.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// The file cannot be read.
    #[error("the password file {} cannot be read", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Others on this computer can read the file.
    #[error(
        "the password file {0} can be read by others: make it the owner's alone (chmod 600 {0})",
        file.display()
    )]
    Open {
        /// The file.
        file: PathBuf,
    },
}

/// The password: from the named file, else from the environment, else from `~/.pgpass`.
///
/// None of them is needed where the server asks for none.
pub(super) fn find(file: Option<&Path>, config: &Config) -> Result<Option<String>, PasswordError> {
    if let Some(file) = file {
        return password_in(file).map(Some);
    }
    if let Ok(password) = std::env::var(VARIABLE) {
        return Ok(Some(password));
    }
    let Some(file) = usual_file() else {
        return Ok(None);
    };
    match read(&file) {
        Ok(text) => Ok(matching(&text, config)),
        Err(PasswordError::File { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn usual_file() -> Option<PathBuf> {
    if let Some(file) = std::env::var_os("PGPASSFILE") {
        return Some(file.into());
    }
    Some(std::env::home_dir()?.join(".pgpass"))
}

/// A secret from a file that nobody else can read, without the end of its line.
pub fn password_in(file: &Path) -> Result<String, PasswordError> {
    let text = read(file)?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

fn read(file: &Path) -> Result<String, PasswordError> {
    let failed = |source| PasswordError::File {
        file: file.to_owned(),
        source,
    };
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(file).map_err(failed)?.permissions().mode();
        if mode & 0o077 != 0 {
            return Err(PasswordError::Open {
                file: file.to_owned(),
            });
        }
    }
    fs::read_to_string(file).map_err(failed)
}

/// The password of the first line that fits host, port, database and account; `*` fits all.
///
/// Source: PostgreSQL 15 documentation, 34.16 The Password File.
fn matching(text: &str, config: &Config) -> Option<String> {
    let host = match config.get_hosts().first()? {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(_) => "localhost".to_owned(),
    };
    let port = config.get_ports().first().unwrap_or(&5432).to_string();
    let user = config.get_user().unwrap_or_default();
    let database = config.get_dbname().unwrap_or(user);
    let wanted = [host.as_str(), port.as_str(), database, user];
    text.lines()
        .filter(|line| !line.starts_with('#'))
        .find_map(|line| {
            let fields = fields(line);
            let [.., password] = fields.as_slice() else {
                return None;
            };
            let fits = fields.len() == 5
                && fields
                    .iter()
                    .zip(wanted)
                    .all(|(field, wanted)| field == "*" || field == wanted);
            fits.then(|| password.clone())
        })
}

/// The fields between colons; a backslash takes the next character as it is.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match letter {
            ':' => fields.push(String::new()),
            '\\' => fields
                .last_mut()
                .into_iter()
                .for_each(|field| field.extend(letters.next())),
            other => fields
                .last_mut()
                .into_iter()
                .for_each(|field| field.push(other)),
        }
    }
    fields
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config(url: &str) -> Config {
        url.parse().unwrap()
    }

    #[test]
    fn the_first_line_that_fits_gives_the_password() {
        let file = "# ours\nother:*:*:*:no\ndb:5433:pakownia:bench:a\\:b\\\\c\n*:*:*:*:last\n";
        let of = |url: &str| matching(file, &config(url));
        assert_eq!(
            of("postgresql://bench@db:5433/pakownia").as_deref(),
            Some("a:b\\c")
        );
        assert_eq!(
            of("postgresql://bench@db/pakownia").as_deref(),
            Some("last")
        );
        assert_eq!(
            matching("db:5432:x:y:z", &config("postgresql://bench@db/pakownia")),
            None
        );
        assert_eq!(
            matching("too:few:fields\n\n", &config("postgresql://bench@db/x")),
            None
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_file_that_others_can_read_is_refused_with_the_remedy() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("password");
        fs::write(&file, "hunter2\n").unwrap();
        let any = config("postgresql://bench@db/x");
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        let refused = find(Some(&file), &any).unwrap_err().to_string();
        assert!(
            refused.contains("chmod 600") && !refused.contains("hunter2"),
            "{refused}"
        );
        fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
        assert_eq!(find(Some(&file), &any).unwrap().as_deref(), Some("hunter2"));
        let missing = find(Some(&dir.path().join("none")), &any);
        assert!(
            matches!(missing, Err(PasswordError::File { .. })),
            "{missing:?}"
        );
    }
}
