//! One connection with the statements it has prepared, and a limit to how long an answer may take.
//!
//! What changes something and answers nothing is put off, and travels with the next question, or with
//! the end of the transaction: the server takes one after the other, and nobody waits in between.

use std::collections::HashMap;
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::task::Poll;
use std::time::Duration;

use futures_core::Stream as _;
use tokio::runtime::{Builder, Runtime};
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tokio_postgres::binary_copy::{BinaryCopyInWriter, BinaryCopyOutRow, BinaryCopyOutStream};
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{Client, Config, Row, Socket, Statement};

use super::trouble::Fault;

/// What a statement is given.
pub(super) type Values<'a> = &'a [&'a (dyn ToSql + Sync)];

/// What a statement is given that is put off.
pub(super) type Given = Vec<Box<dyn ToSql + Sync + Send>>;

/// Values for [`Session::put_off`].
macro_rules! given {
    ($($value:expr),* $(,)?) => { vec![$(Box::new($value) as Box<dyn tokio_postgres::types::ToSql + Sync + Send>),*] };
}
pub(super) use given;

/// Something for the server that nobody waits for.
enum PutOff {
    /// Words that take no values.
    Said(&'static str),
    /// A prepared statement.
    Statement(Statement, Given),
}

/// An answer that is under way.
type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, tokio_postgres::Error>> + 'a>>;

/// How long a server may take to let a bench in, from the first byte to the last question of who it is.
const GREETING: Duration = Duration::from_secs(5);

/// How long the server works on one statement of a bench before it gives up.
pub(super) const WORK: Duration = Duration::from_secs(8);

/// What an answer may take longer than the work on it: the way there and back.
///
/// A server that says nothing for longer has fallen silent, although the line may look alive:
/// stopped, or behind a box that answers for it.
const WAY: Duration = Duration::from_secs(2);

/// How long a stream may stand still before the server counts as silent: it may have to sort first.
const STANDSTILL: Duration = Duration::from_secs(30);

/// How long the parting word may take.
const PARTING: Duration = Duration::from_millis(200);

/// A row that is sent in a stream of many.
pub(super) trait Copied {
    /// Its columns.
    fn values(&self) -> Vec<&(dyn ToSql + Sync)>;
}

/// An open connection.
pub(super) struct Session {
    client: Option<Client>,
    line: Option<JoinHandle<Result<(), tokio_postgres::Error>>>,
    runtime: Runtime,
    statements: HashMap<&'static str, Statement>,
    put_off: Vec<PutOff>,
    patience: Duration,
    is_silent: bool,
}

impl Session {
    /// Connects, or says within seconds why not.
    pub(super) fn open<T>(config: &Config, tls: T) -> Result<Self, Fault>
    where
        T: MakeTlsConnect<Socket>,
        T::Stream: Send + 'static,
    {
        let runtime = Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(Fault::Runtime)?;
        let connecting = async { timeout(GREETING, config.connect(tls)).await };
        let (client, connection) = runtime
            .block_on(connecting)
            .map_err(|_elapsed| Fault::Silent)??;
        let line = runtime.spawn(connection);
        Ok(Self {
            client: Some(client),
            line: Some(line),
            runtime,
            statements: HashMap::new(),
            put_off: vec![],
            patience: WORK,
            is_silent: false,
        })
    }

    /// Whether nothing more can be asked on this connection.
    pub(super) fn is_over(&self) -> bool {
        self.is_silent || self.client.as_ref().is_none_or(Client::is_closed)
    }

    /// Lets each statement of this transaction work longer; the end of the transaction ends it.
    pub(super) fn be_patient(&mut self, work: Duration) -> Result<(), Fault> {
        let (work_ms, lock_ms) = (work.as_millis(), work.as_millis() / 4);
        self.batch(&format!(
            "SET LOCAL statement_timeout = {work_ms}; SET LOCAL lock_timeout = {lock_ms};
             SET LOCAL idle_in_transaction_session_timeout = {work_ms}"
        ))?;
        self.patience = work;
        Ok(())
    }

    /// Waits as long for each answer until the next transaction begins.
    pub(super) fn wait_as_long_as(&mut self, work: Duration) {
        self.patience = work;
    }

    /// Begins a transaction, together with what is asked first.
    pub(super) fn begin(&mut self) {
        self.patience = WORK;
        self.put_off.clear();
        self.put_off.push(PutOff::Said("BEGIN"));
    }

    /// Keeps what the transaction has done. What was put off is told with it: when the server refuses
    /// that, it keeps nothing.
    pub(super) fn commit(&mut self) -> Result<(), Fault> {
        self.put_off.push(PutOff::Said("COMMIT"));
        let committed = self.catch_up();
        self.patience = WORK;
        committed
    }

    /// Drops what the transaction has done; `false` when the connection is of no use any more.
    pub(super) fn roll_back(&mut self) -> bool {
        self.patience = WORK;
        self.put_off.clear();
        !self.is_over() && self.batch("ROLLBACK").is_ok()
    }

    /// Drops what was done since the savepoint of this name, and what was not sent yet.
    pub(super) fn back_to(&mut self, savepoint: &str) -> Result<(), Fault> {
        self.put_off.clear();
        self.batch(&format!("ROLLBACK TO SAVEPOINT {savepoint}"))
    }

    /// Runs statements that answer nothing.
    pub(super) fn batch(&mut self, sql: &str) -> Result<(), Fault> {
        self.catch_up()?;
        self.ask(async |client| client.batch_execute(sql).await)
    }

    /// Prepares statements, all of them on one way to the server and back.
    pub(super) fn learn(&mut self, statements: &[&'static str]) -> Result<(), Fault> {
        self.catch_up()?;
        let new: Vec<&'static str> = statements
            .iter()
            .copied()
            .filter(|sql| !self.statements.contains_key(sql))
            .collect();
        let Some(client) = self.client.as_ref().filter(|_| !self.is_silent) else {
            return Err(Fault::Silent);
        };
        let mut answers: Vec<Answer<'_, Statement>> = Vec::with_capacity(new.len());
        for sql in &new {
            answers.push(Box::pin(client.prepare(sql)));
        }
        let told = self
            .runtime
            .block_on(in_order(answers, self.patience + WAY));
        self.is_silent |= matches!(told, Err(Fault::Silent));
        self.statements.extend(new.into_iter().zip(told?));
        Ok(())
    }

    /// Has the server run a statement before the next question, or before the end of the transaction.
    pub(super) fn put_off(&mut self, sql: &'static str, given: Given) -> Result<(), Fault> {
        let statement = self.prepared(sql)?;
        self.put_off.push(PutOff::Statement(statement, given));
        Ok(())
    }

    /// Waits until everything that was put off is done.
    pub(super) fn catch_up(&mut self) -> Result<(), Fault> {
        if self.put_off.is_empty() {
            return Ok(());
        }
        self.queries(&[]).map(drop)
    }

    /// The rows of a statement, which is prepared once a connection.
    pub(super) fn query(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
    ) -> Result<Vec<Row>, Fault> {
        Ok(self.queries(&[(sql, values)])?.pop().unwrap_or_default())
    }

    /// The rows of several statements, which travel together and run one after the other.
    pub(super) fn queries(
        &mut self,
        asked: &[(&'static str, Values<'_>)],
    ) -> Result<Vec<Vec<Row>>, Fault> {
        let mut statements = Vec::with_capacity(asked.len());
        for (sql, values) in asked {
            statements.push((self.prepared(sql)?, *values));
        }
        let put_off = std::mem::take(&mut self.put_off);
        let Some(client) = self.client.as_ref().filter(|_| !self.is_silent) else {
            return Err(Fault::Silent);
        };
        let mut answers: Vec<Answer<'_, Vec<Row>>> =
            Vec::with_capacity(put_off.len() + asked.len());
        for word in &put_off {
            answers.push(Box::pin(async move {
                match word {
                    PutOff::Said(said) => client.batch_execute(said).await?,
                    PutOff::Statement(statement, given) => {
                        let values: Vec<&(dyn ToSql + Sync)> =
                            given.iter().map(|value| &**value as _).collect();
                        client.execute(statement, &values).await?;
                    }
                }
                Ok(vec![])
            }));
        }
        for (statement, values) in &statements {
            answers.push(Box::pin(
                async move { client.query(statement, values).await },
            ));
        }
        let told = self
            .runtime
            .block_on(in_order(answers, self.patience + WAY));
        self.is_silent |= matches!(told, Err(Fault::Silent));
        Ok(told?.split_off(put_off.len()))
    }

    /// The one row of a statement.
    pub(super) fn one(&mut self, sql: &'static str, values: Values<'_>) -> Result<Row, Fault> {
        self.catch_up()?;
        let statement = self.prepared(sql)?;
        self.ask(async |client| client.query_one(&statement, values).await)
    }

    /// The one row of a statement, if there is one.
    pub(super) fn maybe(
        &mut self,
        sql: &'static str,
        values: Values<'_>,
    ) -> Result<Option<Row>, Fault> {
        Ok(self.query(sql, values)?.into_iter().next())
    }

    /// How many rows a statement changed.
    pub(super) fn execute(&mut self, sql: &'static str, values: Values<'_>) -> Result<u64, Fault> {
        self.catch_up()?;
        let statement = self.prepared(sql)?;
        self.ask(async |client| client.execute(&statement, values).await)
    }

    /// Sends many rows in one stream.
    pub(super) fn copy_in<R: Copied>(
        &mut self,
        sql: &str,
        types: &[Type],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<u64, Fault> {
        self.catch_up()?;
        self.ask(async |client| {
            let sink = client.copy_in(sql).await?;
            let mut writer = pin!(BinaryCopyInWriter::new(sink, types));
            for row in rows {
                writer.as_mut().write(&row.values()).await?;
            }
            writer.finish().await
        })
    }

    /// Reads many rows in one stream, each by `read` as it comes.
    pub(super) fn copy_out<R>(
        &mut self,
        sql: &str,
        types: &[Type],
        mut read: impl FnMut(&BinaryCopyOutRow) -> Result<R, tokio_postgres::Error>,
    ) -> Result<Vec<R>, Fault> {
        let stream = self.ask(async |client| client.copy_out(sql).await)?;
        let read_all = async {
            let mut stream = pin!(BinaryCopyOutStream::new(stream, types));
            let mut rows = Vec::new();
            loop {
                let before = rows.len();
                // All that is here; a clock is set only when the line has to be waited for.
                let here = poll_fn(|context| {
                    loop {
                        match stream.as_mut().poll_next(context) {
                            Poll::Ready(Some(row)) => match row.and_then(|row| read(&row)) {
                                Ok(row) => rows.push(row),
                                Err(error) => return Poll::Ready(Err(error)),
                            },
                            Poll::Ready(None) => return Poll::Ready(Ok(true)),
                            Poll::Pending if rows.len() > before => return Poll::Ready(Ok(false)),
                            Poll::Pending => return Poll::Pending,
                        }
                    }
                });
                match timeout(STANDSTILL, here).await {
                    Ok(Ok(false)) => {}
                    Ok(Ok(true)) => return Ok(rows),
                    Ok(Err(error)) => return Err(error.into()),
                    Err(_elapsed) => return Err(Fault::Silent),
                }
            }
        };
        let rows = self.runtime.block_on(read_all);
        self.is_silent |= matches!(rows, Err(Fault::Silent));
        rows
    }

    /// The one row of a statement that is made for this moment.
    pub(super) fn one_of(&mut self, sql: &str) -> Result<Row, Fault> {
        self.ask(async |client| client.query_one(sql, &[]).await)
    }

    fn prepared(&mut self, sql: &'static str) -> Result<Statement, Fault> {
        if let Some(statement) = self.statements.get(sql) {
            return Ok(statement.clone());
        }
        let statement = self.ask(async |client| client.prepare(sql).await)?;
        self.statements.insert(sql, statement.clone());
        Ok(statement)
    }

    /// Asks, and waits for the answer no longer than is good.
    fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&Client) -> Result<T, tokio_postgres::Error>,
    ) -> Result<T, Fault> {
        let Some(client) = self.client.as_ref().filter(|_| !self.is_silent) else {
            return Err(Fault::Silent);
        };
        let limit = self.patience + WAY;
        let answer = within(&self.runtime, limit, question(client));
        if let Some(answer) = answer {
            Ok(answer?)
        } else {
            self.is_silent = true;
            Err(Fault::Silent)
        }
    }
}

/// Sends everything at once, and waits for each answer no longer than `limit`.
///
/// What could not be sent is followed by nothing: what stands behind it, the end of the transaction
/// perhaps, is not asked for then.
async fn in_order<T>(mut answers: Vec<Answer<'_, T>>, limit: Duration) -> Result<Vec<T>, Fault> {
    let mut told: Vec<Option<T>> = answers.iter().map(|_| None).collect();
    poll_fn(|context| {
        for (answer, told) in answers.iter_mut().zip(&mut told) {
            match answer.as_mut().poll(context) {
                Poll::Ready(Ok(answer)) => *told = Some(answer),
                Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                Poll::Pending => {}
            }
        }
        Poll::Ready(Ok(()))
    })
    .await?;
    let mut all = Vec::with_capacity(answers.len());
    for (answer, told) in answers.iter_mut().zip(told) {
        all.push(match told {
            Some(answer) => answer,
            None => timeout(limit, answer)
                .await
                .map_err(|_elapsed| Fault::Silent)??,
        });
    }
    Ok(all)
}

/// What `question` answers, or `None` when that takes too long.
fn within<F: Future>(runtime: &Runtime, limit: Duration, question: F) -> Option<F::Output> {
    runtime.block_on(async { timeout(limit, question).await.ok() })
}

impl Drop for Session {
    /// Says goodbye, so that the server does not take it for a fault.
    fn drop(&mut self) {
        drop(self.client.take());
        if let Some(line) = self.line.take()
            && within(&self.runtime, PARTING, line).is_none()
        {
            tracing::debug!("the server was left without a word");
        }
    }
}
